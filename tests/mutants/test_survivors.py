"""The list of survivors is about code that is there, and the tool kills and finds what it should."""

from tests.mutants.mutant import ROOT, Mutant, find_mutants, mutants_of, text_of
from tests.mutants.survivors import listed, written


def test_every_listed_survivor_is_of_a_file_that_is_there_and_has_a_reason() -> None:
    for survivor, why in listed().items():
        assert (ROOT / survivor.path).is_file(), survivor
        assert why.endswith("."), survivor


def test_the_list_is_written_as_it_is_read() -> None:
    assert (ROOT / "tests" / "survivors.md").read_text().endswith(written(listed()))


def test_a_mutant_is_the_file_with_one_change() -> None:
    path = "domain/state/stretch.py"
    (one,) = [
        mutant
        for mutant in mutants_of(path)
        if mutant.operator == "ReplaceComparisonOperator_LtE_Lt" and mutant.definition == "_joins"
    ]
    before, after = text_of(path).splitlines(), one.source.splitlines()
    (changed,) = [number for number, pair in enumerate(zip(before, after, strict=True), 1) if pair[0] != pair[1]]
    assert (changed, len(before)) == (one.line, len(after))
    assert " < plus(" in after[changed - 1]


def test_annotations_and_the_order_of_words_are_left_out() -> None:
    mutants = find_mutants()
    assert not [each for each in mutants if each.operator == "ReplaceBinaryOperator_BitOr_BitAnd" and _annotates(each)]
    assert not [each for each in mutants if each.operator == "ReplaceComparisonOperator_Eq_Lt" and _compares_word(each)]
    assert not [each for each in mutants if each.operator == "ReplaceBinaryOperator_Mul_Div" and _precedes_names(each)]


def _annotates(mutant: Mutant) -> bool:
    return "-> " in text_of(mutant.path).splitlines()[mutant.line - 1][: mutant.column]


def _compares_word(mutant: Mutant) -> bool:
    return text_of(mutant.path).splitlines()[mutant.line - 1][mutant.column :].startswith('== "')


def _precedes_names(mutant: Mutant) -> bool:
    return text_of(mutant.path).splitlines()[mutant.line - 1][mutant.column :].startswith("*,")
