"""The words on the packs: label vocabulary of the trade, and addresses, dates and numbers put together anew."""

from __future__ import annotations

import random

INGREDIENTS = (
    "밀가루(밀:미국산,호주산)",
    "정제소금",
    "변성전분",
    "팜유(말레이시아산)",
    "감자전분",
    "글루텐",
    "면류첨가알칼리제",
    "설탕",
    "간장분말",
    "고추분(중국산)",
    "마늘분말",
    "양파농축액",
    "백설탕",
    "물엿",
    "옥수수유",
    "대두유",
    "치킨맛베이스",
    "효모추출물",
    "구연산",
    "비타민C",
    "L-글루탐산나트륨",
    "이산화규소",
    "덱스트린",
    "표고버섯농축액",
    "참깨",
    "유청분말(우유)",
    "탈지분유",
    "코코아매스",
    "가공버터",
    "혼합식용유",
    "아스파탐(감미료)",
    "정제수",
    "홍삼농축액(고형분 64%)",
    "대추농축액",
    "프락토올리고당",
    "히알루론산나트륨",
    "글리세린",
    "부틸렌글라이콜",
    "나이아신아마이드",
    "판테놀",
    "병풀추출물",
    "향료",
    "아데노신",
    "토코페롤",
    "알란토인",
    "쌀추출물",
    "김(국산) 60%",
    "참기름",
    "천일염",
    "들기름",
    "찹쌀가루",
    "건조파",
    "건조당근",
    "새우엑기스분말",
)
TYPES = (
    "유탕면",
    "과자(유처리제품)",
    "복합조미식품",
    "혼합음료",
    "캔디류",
    "즉석조리식품",
    "빵류",
    "다류",
    "소스",
    "액상차",
)
ALLERGENS = ("밀", "대두", "우유", "돼지고기", "쇠고기", "새우", "닭고기", "계란", "토마토", "조개류(굴)", "땅콩", "잣")
PLACES = (
    "강원특별자치도 원주시 우산로 151",
    "경기도 이천시 부발읍 경충대로 2091",
    "전북특별자치도 익산시 왕궁면 푸드폴리스로 18",
    "충청북도 음성군 대소면 한삼로 77",
    "경상남도 밀양시 부북면 사포로 163",
    "서울특별시 성동구 성수이로 113, 7층",
    "부산광역시 강서구 녹산산업중로 24",
    "충청남도 천안시 서북구 직산읍 4산단1길 9",
    "전라남도 완도군 완도읍 농공단지길 33",
    "인천광역시 남동구 남동서로 204",
    "대구광역시 달서구 성서공단로 52길 8",
    "세종특별자치시 전의면 산단길 22-7",
)
STORAGE = (
    "직사광선을 피하고 건조하고 서늘한 곳에 보관하십시오.",
    "개봉 후에는 냉장보관하시고 가급적 빨리 드십시오.",
    "고온다습한 곳을 피해 실온에 보관하세요.",
    "개봉 후 반드시 뚜껑을 닫아 냉장(0~10℃)에 보관",
    "어린이의 손이 닿지 않는 곳에 두세요.",
)
NOTES = (
    "본 제품은 소비자분쟁해결기준에 의거 교환 또는 보상받을 수 있습니다.",
    "부정·불량식품 신고는 국번없이 1399",
    "이 제품은 메밀, 땅콩, 게, 고등어를 사용한 제품과 같은 제조시설에서 제조하고 있습니다.",
    "포장재질(내면) : 폴리프로필렌",
    "전자레인지 사용 시 뚜껑을 완전히 제거한 후 조리하세요.",
    "제품 안의 방습제는 드시지 마십시오.",
    "반품 및 교환 : 구입처 및 본사",
    "상처가 있는 부위 등에는 사용을 자제할 것",
    "눈에 들어갔을 때에는 즉시 물로 씻어내십시오.",
    "끓는 물에 면과 건더기를 넣고 4분간 조리합니다.",
)
CLAIMS = (
    "더 진하고 깊은 맛",
    "정성을 담았습니다",
    "화끈하게 매운맛",
    "국내산 원료 100%",
    "바삭바삭 고소해",
    "오리지널",
    "한정판",
    "신제품",
    "저온 숙성",
    "촉촉하게 채우는 수분",
    "아이들 간식으로 딱!",
    "소비자가 뽑은 1위",
    "두 배 더 크게",
    "진한 국물",
    "매운맛 단계 4",
)
FLAVOURS = (
    "매콤한맛",
    "순한맛",
    "까르보나라",
    "치즈맛",
    "오리지널",
    "허니버터맛",
    "바다소금",
    "청양고추",
    "복숭아",
    "자몽",
    "프레쉬",
)
NUTRIENTS = ("나트륨", "탄수화물", "당류", "지방", "트랜스지방", "포화지방", "콜레스테롤", "단백질")
ENGLISH = (
    "Hot & Spicy",
    "Original Recipe",
    "NET WT 4.9 OZ (140g)",
    "Product of Korea",
    "Since 1987",
    "Premium Quality",
    "Cup Noodle Soup",
    "Crispy & Light",
    "Hydrating Essence",
    "Made in Korea",
    "Instant Noodles",
    "Slowly Brewed",
    "Best Before: see base",
    "Stir-Fried Style",
    "Keep Dry & Cool",
    "Please Recycle",
)
FOREIGN: dict[str, tuple[str, ...]] = {
    "Hani": (
        "产品名称:韩国方便面",
        "原产国:韩国",
        "净含量:140克",
        "生产日期:见包装",
        "保质期:十二个月",
        "配料:小麦粉、棕榈油、食盐、白砂糖",
        "贮存方法:请置于阴凉干燥处",
        "进口商:青岛海韩国际贸易有限公司",
        "地址:山东省青岛市市南区香港中路",
        "经销商:上海市汉光食品有限公司",
        "致敏物质:含有小麦、大豆、牛奶",
        "食用方法:开袋后请尽快食用",
    ),
    "Kana": (
        "名称:即席めん",
        "原材料名:小麦粉、植物油脂、食塩、しょうゆ",
        "内容量:140グラム",
        "賞味期限:枠外に記載",
        "保存方法:直射日光を避けて保存",
        "原産国名:韓国",
        "輸入者:株式会社ハナトレーディング",
        "開封後はお早めにお召し上がりください",
    ),
    "viet": (
        "Tên sản phẩm: Mì ăn liền vị gà cay",
        "Xuất xứ: Hàn Quốc",
        "Thành phần: bột mì, dầu cọ, muối, đường",
        "Khối lượng tịnh: 140 g",
        "Hạn sử dụng: xem trên bao bì",
        "Bảo quản nơi khô ráo, thoáng mát",
        "Nhà nhập khẩu: Công ty TNHH Thương mại Hàn Việt",
        "Địa chỉ: 25 Lý Thường Kiệt, Hà Nội",
        "Hướng dẫn sử dụng: nấu với nước sôi trong 4 phút",
    ),
    "Thai": (
        "ผลิตภัณฑ์นำเข้าจากเกาหลี",
        "ส่วนประกอบที่สำคัญ แป้งสาลี น้ำมันปาล์ม",
        "น้ำหนักสุทธิเป็นกรัม",
        "ควรบริโภคก่อน ดูที่ซอง",
        "ผู้นำเข้า บริษัท ฮันไทย เทรดดิ้ง จำกัด",
        "เก็บในที่แห้งและเย็น",
        "เลขสารบบอาหาร",
    ),
    "Latn": (
        "INGREDIENTS: WHEAT FLOUR, PALM OIL, SALT",
        "CONTAINS: WHEAT, SOY, MILK",
        "IMPORTED BY: HANARO FOODS INC.",
        "Los Angeles, CA 90021 USA",
        "DIST. BY KOREA MART PTY LTD",
        "COUNTRY OF ORIGIN: SOUTH KOREA",
        "STORE IN A COOL DRY PLACE",
        "Best before end: see pack",
    ),
}
"""Lines of an importer's sticker, by script; `viet` is Latin script with Vietnamese marks."""
CHAT = (
    "안녕하세요 이거 정품 맞나요?",
    "네 고객님 백화점 상품이에요",
    "택배비 3,500원 별도입니다",
    "오늘 주문하면 내일 도착",
    "사진 더 보내주실 수 있어요?",
    "장바구니 담기",
    "바로 구매하기",
    "리뷰 1,284개",
    "판매자에게 문의",
    "무료배송 쿠폰 받기",
    "지금 할인 중 32%",
    "최근 본 상품",
)
DOCUMENT = (
    "회의록",
    "일시 : 2026년 4월 17일 오후 2시",
    "장소 : 본관 3층 대회의실",
    "참석자 : 김영수, 이정민, 박서연 외 4명",
    "안건 1. 상반기 교육 일정",
    "안건 2. 주차장 이용 안내",
    "결정 사항을 아래와 같이 보고드립니다.",
    "다음 회의는 5월 둘째 주에 열기로 하였다.",
    "붙임 : 참석자 명단 1부. 끝.",
    "사무실 온도는 여름철 26도를 유지합니다.",
    "신청서는 이번 달 말까지 제출하여 주시기 바랍니다.",
    "문의 : 총무과 담당자",
)
_GIVEN = (
    "누리",
    "다온",
    "해솔",
    "가람",
    "도담",
    "온새미",
    "새벽",
    "한별",
    "늘찬",
    "참솔",
    "미르",
    "아라",
    "두레",
    "은하",
)
_TAIL = ("식품", "푸드", "농산", "제과", "바이오", "코스메틱", "유업", "에프앤비")


def company(chance: random.Random) -> str:
    """An invented maker."""
    return f"(주){chance.choice(_GIVEN)}{chance.choice(_TAIL)}"


def date(chance: random.Random) -> str:
    """A day in one of the ways that packs print it."""
    year, month, day = chance.randint(2026, 2028), chance.randint(1, 12), chance.randint(1, 28)
    return chance.choice(("{}.{:02}.{:02}", "{}-{:02}-{:02}", "{}년 {:02}월 {:02}일", "{}/{:02}/{:02}")).format(
        year, month, day
    )


def digits(chance: random.Random, count: int) -> str:
    """So many digits."""
    return "".join(chance.choice("0123456789") for _ in range(count))


def gtin(chance: random.Random) -> str:
    """A Korean EAN-13 with the right check digit that no guide lists (an unassigned company number, 880 99999)."""
    body = "88099999" + digits(chance, 4)
    total = sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(body))
    return body + str(-total % 10)


def ingredients(chance: random.Random, count: int) -> str:
    """A list of ingredients as one run of text."""
    return ", ".join(chance.sample(INGREDIENTS, count))


def label_rows(chance: random.Random, name: str, kind: str, maker: str) -> list[tuple[str, str]]:
    """Keys and values of the table on a back (Food Labelling Standards; Cosmetics Act for `cosmetic`)."""
    phone = f"080-{digits(chance, 3)}-{digits(chance, 4)}"
    if kind == "cosmetic":
        rows = [
            ("제품명", name),
            ("용량", chance.choice(("100 ml", "75 ml", "50 g"))),
            ("화장품책임판매업자", maker),
            ("주소", chance.choice(PLACES)),
            ("사용기한", chance.choice(("용기에 표기", "제조일로부터 36개월"))),
            ("제조번호", digits(chance, 6)),
            ("제조국", "대한민국"),
            ("전성분", ingredients(chance, chance.randint(6, 14))),
            ("사용시 주의사항", chance.choice(NOTES)),
            ("소비자상담실", phone),
        ]
    else:
        rows = [
            ("제품명", name),
            ("식품유형", chance.choice(TYPES)),
            ("업소명 및 소재지", f"{maker} / {chance.choice(PLACES)}"),
            (chance.choice(("소비기한", "유통기한")), chance.choice((date(chance) + " 까지", "전면 별도표시일까지"))),
            ("내용량", f"{chance.choice((40, 65, 120, 140, 300, 500))} g ({chance.randint(120, 620)} kcal)"),
            ("원재료명", ingredients(chance, chance.randint(7, 18))),
            ("보관방법", chance.choice(STORAGE)),
            ("품목보고번호", digits(chance, 13)),
            ("고객상담실", phone),
            ("포장재질", "폴리프로필렌(내면)"),
            ("유의사항", chance.choice(NOTES)),
        ]
    first, rest = rows[0], rows[1:]
    chance.shuffle(rest)
    return [first, *rest[: chance.randint(6, len(rest))]]


def allergens(chance: random.Random) -> str:
    """The statement of allergens."""
    return ", ".join(chance.sample(ALLERGENS, chance.randint(2, 6))) + " 함유"
