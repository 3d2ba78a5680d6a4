"""A little of each benchmark, so that they cannot rot. How fast anything is, is no test's business."""

import pytest

from tests.benchmarks.__main__ import BENCHMARKS, table_of
from tests.benchmarks.figures import LITTLE
from tests.benchmarks.summaries.texts import are_there

pytestmark = pytest.mark.long
"""Each starts the whole bot as a process of its own."""


@pytest.mark.parametrize("name", BENCHMARKS)
async def test_benchmark_gives_its_figures(name):
    if name == "themes" and not are_there():
        pytest.skip("the public texts are not here")
    figures = [figure async for figure in BENCHMARKS[name](LITTLE)]
    assert len(figures) >= 4
    assert all(figure.value for figure in figures)
    assert table_of([(name, figure) for figure in figures]).row_count == len(figures)
