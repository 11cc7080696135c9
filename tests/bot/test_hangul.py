"""From the reader's columns to letters: the likeliest path, how sure each letter is, where it starts."""

import numpy as np
import pytest

from bot.reading.hangul import Letter, decode, log_softmax, text_and_sureness
from bot.reading.jamo import BLANK, CLASSES, OTHER_LETTER, spell
from tests.bot.posteriors import columns, line, posteriors


def text(letters: tuple[Letter, ...]) -> str:
    return "".join(one.letter for one in letters)


def test_log_softmax_sums_to_one_and_bears_large_odds() -> None:
    odds = np.random.default_rng(3).normal(0, 400, (50, CLASSES)).astype(np.float32)
    log = log_softmax(odds)
    assert log.dtype == np.float32
    assert np.isfinite(log).all()
    assert np.allclose(np.exp(log).sum(axis=1), 1, atol=1e-5)
    assert (log.argmax(axis=1) == odds.argmax(axis=1)).all()


@pytest.mark.parametrize("each", [1, 2, 5])
@pytest.mark.parametrize("words", ["불닭볶음면", "콜라겐 75ml", "각각", "ABC (가)", "1399"])
def test_a_line_is_read_however_long_its_letters_last(words: str, each: int) -> None:
    assert text(decode(posteriors(columns(words, each)))) == words


def test_a_class_counts_once_until_another_comes_between() -> None:
    one = spell("1")[0]
    assert text(decode(posteriors([one, one, one]))) == "1"
    assert text(decode(posteriors([one, BLANK, one]))) == "11"
    assert text(decode(posteriors([one, one, BLANK, one]))) == "11"


def test_letters_start_where_their_first_jamo_stands() -> None:
    first, second = columns("가", 2), columns("각", 3)
    letters = decode(posteriors([BLANK, BLANK, *first, BLANK, *second]))
    assert [(one.letter, one.column) for one in letters] == [("가", 2), ("각", 2 + len(first) + 1)]


def test_how_sure_a_letter_is_is_the_mean_over_its_jamo_of_their_surest_columns() -> None:
    initial, vowel = spell("가")
    log = posteriors([initial, initial, vowel])
    for column, chance in enumerate((0.5, 0.9, 0.4)):
        log[column] = np.log((1 - chance) / (CLASSES - 1))
        log[column, (initial, initial, vowel)[column]] = np.log(chance)
    (letter,) = decode(log)
    assert letter.letter == "가"
    assert letter.sure == pytest.approx((0.9 * 0.4) ** 0.5, rel=1e-4)


def test_a_surer_line_is_surer() -> None:
    means = [np.mean([one.sure for one in decode(line("콜라겐", sure))]) for sure in (6.0, 8.0, 12.0)]
    assert means == sorted(means)
    assert 0 < means[0] < means[-1] <= 1


@pytest.mark.parametrize("count", [0, 1, 40])
def test_an_empty_line(count: int) -> None:
    assert decode(posteriors([BLANK] * count)) == ()


def test_jamo_that_form_no_syllable_leave_nothing() -> None:
    assert decode(posteriors(spell("가")[:1])) == ()


def test_letters_of_other_scripts_and_outer_spaces_are_left_out_of_the_text() -> None:
    letters = decode(line(" 韓 가 나漢 "))
    assert OTHER_LETTER in text(letters)
    words, sure = text_and_sureness(letters)
    assert words == "가 나"
    assert len(sure) == len(words)
    assert text_and_sureness(()) == ("", ())
