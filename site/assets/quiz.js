// The quiz: ten questions from the cues of the guides and the practice pictures, with the guides' own sentences.
// The score stays in this browser.

const ROUND = 10;
const LEAST_NOTHING = 2; // The trap that matters most is what proves nothing.
const MOST_PICTURES = 2;
const STORE = "jinpum-quiz";

const quiz = document.querySelector("[data-quiz]");
const texts = JSON.parse(quiz.dataset.texts);
const start = quiz.querySelector("[data-quiz-start]");
const round = quiz.querySelector("[data-quiz-round]");
const failed = quiz.querySelector("[data-quiz-failed]");
const categories = [...quiz.querySelectorAll("[data-category]")].map((button) => button.dataset.category).filter((id) => id !== "all");
const say = (key, values = {}) => texts[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.filter((child) => child !== null));
  return element;
};
const shuffled = (list) => {
  const found = [...list];
  for (let last = found.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [found[last], found[other]] = [found[other], found[last]];
  }
  return found;
};

const readScores = () => {
  try {
    return JSON.parse(localStorage.getItem(STORE)) ?? {};
  } catch {
    return {};
  }
};
const addScore = (category, isRight) => {
  const scores = readScores();
  const score = (scores[category] ??= { right: 0, asked: 0 });
  score.asked += 1;
  score.right += isRight ? 1 : 0;
  try {
    localStorage.setItem(STORE, JSON.stringify(scores));
  } catch {
    // Storage may be forbidden; the round counts by itself then.
  }
};
const showScores = () => {
  const scores = readScores();
  const sum = { right: 0, asked: 0 };
  for (const { right, asked } of Object.values(scores)) {
    sum.right += right;
    sum.asked += asked;
  }
  for (const button of quiz.querySelectorAll("[data-category]")) {
    const score = button.dataset.category === "all" ? sum : scores[button.dataset.category];
    button.querySelector("[data-score]").textContent = score?.asked ? say("score", score) : say("score-none");
  }
};

const loaded = new Map();
const load = (category) => {
  if (!loaded.has(category)) {
    const answer = fetch(`${category}.json`).then((response) => {
      if (!response.ok) throw new Error(response.status);
      return response.json();
    });
    answer.catch(() => loaded.delete(category));
    loaded.set(category, answer);
  }
  return loaded.get(category);
};

// Which questions a round asks: some of what proves nothing, a few pictures, and the two statements for the rest.
const choose = (parts) => {
  const pictures = shuffled(parts.flatMap(({ category, data }) => data.pictures.map((item) => ({ kind: "picture", category, item }))));
  const cues = shuffled(parts.flatMap(({ category, data }) => data.cues.map((item) => ({ category, item }))));
  const isOnlyPractice = parts.length === 1 && pictures.length > 0;
  const chosen = pictures.slice(0, isOnlyPractice ? ROUND : MOST_PICTURES);
  const take = (kind, count, fits) => {
    for (const cue of cues) {
      if (count <= 0 || chosen.length >= ROUND) return;
      if (chosen.some(({ item }) => item === cue.item) || !fits(cue.item)) continue;
      chosen.push({ kind, ...cue });
      count -= 1;
    }
  };
  take("strength", LEAST_NOTHING, (item) => item.answer === "nothing");
  take("strength", 2, (item) => item.answer !== "nothing" && item.fake);
  take("which", ROUND, (item) => item.genuine && item.fake && item.answer !== "nothing");
  take("strength", ROUND, (item) => item.fake || item.answer === "nothing");
  return shuffled(chosen);
};

const link = (guide, cue, text) => make("a", { href: `../guides/${guide}/#${cue}`, textContent: text });
const part = (kind, text) =>
  make("div", { className: `jp-${kind}` }, make("p", { className: "jp-part", textContent: texts[kind] }), make("p", { textContent: text }));
const compare = (item) => {
  const parts = ["genuine", "fake"].filter((kind) => item[kind]).map((kind) => part(kind, item[kind]));
  return parts.length ? make("div", { className: "jp-compare" }, ...parts) : null;
};

const ask = (questions, category) => {
  const results = [];

  const frame = (number, name, title, ...body) => {
    const heading = make("h2", { textContent: title, tabIndex: -1 });
    round.replaceChildren(
      make("p", { className: "jp-quiz-progress" }, say("progress", { number: number + 1, total: questions.length })),
      make("p", { className: "jp-quiz-name", textContent: name }),
      heading,
      ...body.filter((part) => part !== null),
    );
    heading.focus({ preventScroll: true });
    round.scrollIntoView({ block: "start" });
  };
  const next = (number) => (number + 1 < questions.length ? show(number + 1) : finish());
  const settle = (number, isRight, ...feedback) => {
    const question = questions[number];
    results.push({ ...question, isRight });
    addScore(question.category, isRight);
    const verdict = make("p", { className: `jp-quiz-verdict jp-quiz-verdict--${isRight ? "right" : "wrong"}`, textContent: say(isRight ? "right" : "wrong"), tabIndex: -1 });
    const onward = make("button", { type: "button", className: "jp-button", textContent: say(number + 1 < questions.length ? "next" : "finish") });
    onward.addEventListener("click", () => next(number));
    onward.dataset.next = "";
    const panel = make("div", { className: "jp-quiz-feedback" }, verdict, ...feedback, make("p", { className: "jp-actions" }, onward));
    round.append(panel);
    verdict.focus({ preventScroll: true });
    panel.scrollIntoView({ block: "nearest" });
  };
  const option = (text, mark = "") => {
    const button = make("button", { type: "button", className: "jp-quiz-option" }, make("span", { textContent: text }));
    button.dataset.option = mark;
    return button;
  };
  const close = (buttons, isRight, pressed) => {
    for (const button of buttons) {
      button.disabled = true;
      if (isRight(button)) button.classList.add("jp-quiz-option--right");
      else if (button === pressed) button.classList.add("jp-quiz-option--wrong");
    }
  };
  const explain = (item) => [
    make("p", { className: "jp-quiz-word", textContent: say("guide-says", { word: item.word }) }),
    compare(item),
    item.note ? part("note", item.note) : null,
    make("p", {}, link(item.guide, item.cue, say("read-guide"))),
  ];

  const which = (number, item) => {
    const buttons = shuffled([option(item.fake, "fake"), option(item.genuine, "genuine")]);
    for (const button of buttons) {
      button.addEventListener("click", () => {
        close(buttons, (one) => one.dataset.option === "fake", button);
        settle(number, button.dataset.option === "fake", ...explain(item));
      });
    }
    frame(number, `${item.name} · ${item.title}`, say("which"), make("div", { className: "jp-quiz-options" }, ...buttons));
  };

  const strength = (number, item) => {
    const statement = item.answer === "nothing" ? (item.fake ?? item.genuine) : item.fake;
    // Many signs that prove nothing have no statement; so that its lack is no hint, some others come without theirs.
    const isShown = statement && (item.answer === "nothing" || Math.random() < 0.5);
    const buttons = ["strong", "little", "nothing"].map((answer) => option(say(`strength-${answer}`), answer));
    for (const button of buttons) {
      button.addEventListener("click", () => {
        close(buttons, (one) => one.dataset.option === item.answer, button);
        settle(number, button.dataset.option === item.answer, ...explain(item));
      });
    }
    frame(
      number,
      item.name,
      say("strength"),
      make("p", { className: "jp-quiz-sign" }, make("b", { textContent: item.title })),
      isShown ? make("p", { textContent: say("strength-shown", { statement }) }) : null,
      make("div", { className: "jp-quiz-options" }, ...buttons),
    );
  };

  const picture = (number, item) => {
    const skip = make("button", { type: "button", className: "jp-button jp-button--quiet", textContent: say("skip") });
    skip.addEventListener("click", () => next(number));
    const pictures = shuffled(["copy", "genuine"]).map((kind, place) => {
      const label = say("picture-label", { number: place + 1 });
      const image = make("img", { src: `../${item[kind]}`, alt: label, width: 900, height: 1200 });
      const button = make("button", { type: "button", className: "jp-quiz-picture" }, image, make("span", { textContent: label }));
      button.dataset.option = kind;
      button.addEventListener("click", () => {
        close(pictures, (one) => one.dataset.option === "copy", button);
        where(number, item, kind === "copy");
      });
      return button;
    });
    frame(
      number,
      item.name,
      say("picture"),
      make("p", { className: "jp-silent", textContent: say("picture-note") }),
      make("div", { className: "jp-quiz-pictures" }, ...pictures),
      make("p", { className: "jp-actions" }, skip),
    );
  };
  const where = (number, item, isFound) => {
    const places = Object.entries(item.areas).map(([place, [left, top, right, bottom]]) => {
      const button = make("button", { type: "button", className: "jp-quiz-place", title: say(`place-${place}`) });
      button.setAttribute("aria-label", say(`place-${place}`));
      button.dataset.option = place;
      const share = (value) => `${100 * value}%`;
      Object.assign(button.style, { left: share(left), top: share(top), width: share(right - left), height: share(bottom - top) });
      button.addEventListener("click", () => {
        const isPlace = place in item.wrong;
        close(places, (one) => one.dataset.option in item.wrong, button);
        const signs = [...new Set(Object.values(item.wrong))];
        const said = signs.flatMap((cue) => [
          make("div", { className: "jp-fake" }, make("p", { className: "jp-part", textContent: texts.fake }), make("p", { textContent: item.says[cue] })),
          make("p", {}, link(item.guide, cue, `${say("read-guide")}: ${item.titles[cue]}`)),
        ]);
        settle(number, isFound && isPlace, ...said);
      });
      return button;
    });
    const image = make("img", { src: `../${item.copy}`, alt: "", width: 900, height: 1200 });
    frame(
      number,
      isFound ? `✓ ${say("right")}` : `✕ ${say("wrong")}`,
      say("picture-place"),
      make("div", { className: "jp-quiz-stage" }, image, ...places),
    );
  };

  const show = (number) => {
    const { kind, item } = questions[number];
    ({ which, strength, picture })[kind](number, item);
  };

  const finish = () => {
    const right = results.filter((result) => result.isRight).length;
    const missed = results.filter((result) => !result.isRight);
    const again = make("button", { type: "button", className: "jp-button", textContent: say("again") });
    again.addEventListener("click", () => begin(category));
    const other = make("button", { type: "button", className: "jp-button jp-button--quiet", textContent: say("other") });
    other.addEventListener("click", leave);
    const heading = make("h2", { textContent: say("result", { right, asked: results.length }), tabIndex: -1 });
    const links = missed.map(({ kind, item }) => {
      const cue = kind === "picture" ? Object.values(item.wrong)[0] : item.cue;
      return make("li", {}, link(item.guide, cue, `${item.name} · ${kind === "picture" ? item.titles[cue] : item.title}`));
    });
    round.replaceChildren(
      heading,
      make("p", { textContent: say("result-note") }),
      ...(links.length ? [make("h3", { textContent: say("result-missed") }), make("ul", { className: "jp-links" }, ...links)] : []),
      make("p", { className: "jp-actions" }, again, " ", other),
    );
    heading.focus({ preventScroll: true });
    round.scrollIntoView({ block: "start" });
  };

  show(0);
};

const leave = () => {
  round.hidden = true;
  round.replaceChildren();
  start.hidden = false;
  showScores();
  start.querySelector("button").focus();
};

const begin = async (category) => {
  failed.hidden = true;
  try {
    const wanted = category === "all" ? categories : [category];
    const parts = await Promise.all(wanted.map(async (id) => ({ category: id, data: await load(id) })));
    start.hidden = true;
    round.hidden = false;
    ask(choose(parts), category);
  } catch {
    start.hidden = false;
    round.hidden = true;
    failed.hidden = false;
    failed.textContent = say("failed");
  }
};

for (const button of quiz.querySelectorAll("[data-category]")) button.addEventListener("click", () => begin(button.dataset.category));
showScores();
