from tests.benchmarks.figures import LITTLE
from tests.benchmarks.matching import agrees_with_the_bot, make_people, measure


def test_points_and_rules_of_the_benchmark_are_those_of_the_bot() -> None:
    assert agrees_with_the_bot(make_people(30))


async def test_a_little_of_every_table_is_printed() -> None:
    figures = {figure.name: figure async for figure in measure(LITTLE)}
    assert {"30: ours", "30: networkx", "30: shuffle", "30: greedy", "3 rounds of 21: ours"} <= figures.keys()
    assert "100.000 % of the bound, 0 waiting, 0 illegal" in figures["30: ours"].value
    assert "0 illegal, 0 times waiting" in figures["3 rounds of 21: ours"].value
    assert figures["30: % proved"].met
