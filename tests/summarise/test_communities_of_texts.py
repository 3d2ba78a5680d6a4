import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.summarise.communities import find_communities
from bot.summarise.likeness import learn_space
from bot.summarise.neighbours import Graph, link_nearest
from bot.summarise.resemblance import Resemblance

TWO_MATTERS = ["mentoring for new leaders", "new leaders want mentoring", "mentoring new leaders",
               "library budget is too small", "our library budget shrinks", "small library budget"]  # fmt: skip


def linked(texts: list[str], most: int = 15) -> Graph:
    words = learn_space(texts).place(texts)
    found = Resemblance(meanings=words, words=words, languages=("en",) * len(texts))
    ((graph,),) = link_nearest(found, [most], [0.5])
    return graph


def test_texts_of_one_matter_are_more_alike() -> None:
    vectors = learn_space(TWO_MATTERS).place(TWO_MATTERS)
    likeness = vectors @ vectors.T
    assert likeness[:3, :3].min() > likeness[:3, 3:].max()
    assert np.allclose(np.diag(likeness), 1, atol=1e-5)


def test_text_of_unknown_words_lies_nowhere() -> None:
    assert not learn_space(TWO_MATTERS).place(["", "👍", "42"]).any()


def test_space_of_nothing_places_nothing() -> None:
    assert learn_space([]).place([]).shape == (0, 0)


def test_graph_links_equally_in_both_directions() -> None:
    graph = linked(TWO_MATTERS, most=2)
    assert all(graph[other][node] == weight for node, links in enumerate(graph) for other, weight in links.items())
    assert all(node not in links for node, links in enumerate(graph))


def test_communities_are_the_matters() -> None:
    graph = linked(TWO_MATTERS)
    assert find_communities(graph) == [[0, 1, 2], [3, 4, 5]]


def test_node_without_links_stands_alone() -> None:
    assert find_communities([{1: 1.0}, {0: 1.0}, {}]) == [[0, 1], [2]]
    assert find_communities([{}, {}]) == [[0], [1]]
    assert find_communities([]) == []


@pytest.mark.parametrize("size", [4, 7])
def test_ring_of_cliques_falls_into_its_cliques(size: int) -> None:
    cliques = [list(range(first, first + size)) for first in range(0, 6 * size, size)]
    graph = [{other: 1.0 for other in cliques[node // size] if other != node} for node in range(6 * size)]
    for clique, following in zip(cliques, [*cliques[1:], cliques[0]], strict=True):
        graph[clique[-1]][following[0]] = graph[following[0]][clique[-1]] = 0.5
    assert find_communities(graph, seed=3) == cliques


@given(st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14), st.floats(0.01, 1)), max_size=60), st.integers(0, 9))
def test_communities_of_any_graph_hold_each_node_once(links: list[tuple[int, int, float]], seed: int) -> None:
    graph: list[dict[int, float]] = [{} for _ in range(15)]
    for one, other, weight in links:
        if one != other:
            graph[one][other] = graph[other][one] = weight
    found = find_communities(graph, seed)
    assert sorted(node for group in found for node in group) == list(range(15))
    assert found == find_communities(graph, seed)
