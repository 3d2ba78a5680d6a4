import csv
import json
import random
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest
from typer.testing import CliRunner, Result

from bot.cli.commands import app

HEAD = "id,country,languages,time_zone,hours,sector,career_stage,interests,offers,seeks,wishes,waited"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "200")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["pair", *map(str, arguments)])


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def make_people(folder: Path, size: int, seed: int) -> Path:
    chance = random.Random(seed)
    lines = [HEAD]
    for number in range(size):
        cells = [
            f"person {number}",
            chance.choice(["DE", "Kenya", "pe", "FR", "JP", "India"]),
            ";".join(chance.sample(["en", "Español", "fr"], 2)),
            chance.choice(["Africa/Nairobi", "UTC+5:30", "", "America/Lima"]),
            chance.choice(["", "9-12;18", "22-2"]),
            chance.choice(["", "public"]),
            chance.choice(["", "early"]),
            ";".join(chance.sample(["maps", "law", "music"], chance.randint(0, 3))),
            chance.choice(["", "law"]),
            chance.choice(["", "law;maps"]),
            chance.choice(["", "sector:same", "country:different;music"]),
            chance.choice(["", "0", "2"]),
        ]
        lines.append(",".join(cells))
    return write(folder / "people.csv", *lines)


@pytest.mark.parametrize(("size", "seed"), [(30, 1), (44, 2)])
def test_weight_is_that_of_networkx_over_all_couples_written_out(tmp_path: Path, size: int, seed: int) -> None:
    people = make_people(tmp_path, size, seed)
    history = write(tmp_path / "history.csv", "a,b,round", *(f"person {n},person {n + 3},{n % 4}" for n in range(20)))
    found = run(people, "--history", history, "--json", "--explain", tmp_path / "couples.csv")
    told = json.loads(found.stdout)
    with (tmp_path / "couples.csv").open(encoding="utf-8", newline="") as file:
        couples = {(row["a"], row["b"]): row for row in csv.DictReader(file)}
    graph = nx.Graph()
    graph.add_weighted_edges_from((a, b, int(row["weight"])) for (a, b), row in couples.items())
    best = nx.max_weight_matching(graph)
    assert told["weight"] == sum(graph.edges[pair]["weight"] for pair in best)
    mine = [couples.get((a, b)) or couples[b, a] for a, b in told["groups"]]
    assert told["weight"] == sum(int(row["weight"]) for row in mine)
    assert told["quality"] == told["quality_bound"] == sum(int(row["quality"]) for row in mine)
    assert set(mine[0]) == {"a", "b", "weight", "quality", "reason"}


def test_weight_of_a_trio_is_the_sum_of_its_couples(tmp_path: Path) -> None:
    people = make_people(tmp_path, 15, 3)
    told = json.loads(run(people, "--json", "--explain", tmp_path / "couples.csv").stdout)
    with (tmp_path / "couples.csv").open(encoding="utf-8", newline="") as file:
        weights = {frozenset((row["a"], row["b"])): int(row["weight"]) for row in csv.DictReader(file)}
    assert sorted(map(len, told["groups"])) == [2, 2, 2, 2, 2, 2, 3]
    couples = [frozenset(couple) for group in told["groups"] for couple in combinations(group, 2)]
    assert told["weight"] == sum(weights[couple] for couple in couples)


def test_order_of_the_lines_does_not_matter_but_the_seed_does(tmp_path: Path) -> None:
    lines = [f"p{number},{'DE' if number % 2 else 'PE'},en" for number in range(30)]
    files = [
        write(tmp_path / f"{number}.csv", "id,country,languages", *order)
        for number, order in enumerate([lines, lines[::-1]])
    ]
    first, second, other = (
        json.loads(run(file, "--json", "--seed", seed).stdout)["groups"]
        for file, seed in ((files[0], "7"), (files[1], "7"), (files[0], "8"))
    )
    assert first == second != other


def test_without_rules_another_country_and_a_shared_language_are_required(tmp_path: Path) -> None:
    people = write(
        tmp_path / "p.csv", "id,country,languages", "1,DE,en", "2,DE,en", "3,PE,es", "4,,en", "5,FR,English;fr"
    )
    told = json.loads(run(people, "--json").stdout)
    assert told["groups"] in ([["1", "5"]], [["2", "5"]])
    assert {each["id"]: each["reason"] for each in told["waiting"]}["3"] == "language"
    assert set(told) == {"groups", "waiting", "weight", "quality", "quality_bound", "seconds"}


def test_rules_of_a_program_and_who_is_kept_apart_are_kept(tmp_path: Path) -> None:
    people = write(tmp_path / "p.csv", "id", "1", "2", "3", "4")
    rules = write(tmp_path / "program.toml", "[pairing]", "must_differ = []", "shared_language = false")
    apart = write(tmp_path / "apart.csv", "a,b", "1,2", "1,3", "9,8")
    told = json.loads(run(people, "--rules", rules, "--apart", apart, "--json").stdout)
    assert told["groups"] == [["1", "4"], ["2", "3"]]


def test_groups_of_another_size_are_made_where_the_rules_say_so(tmp_path: Path) -> None:
    people = write(tmp_path / "p.csv", "id", *(f"{number}" for number in range(12)))
    rules = write(tmp_path / "program.toml", "[pairing]", "shared_language = false", "group_size = 4")
    told = json.loads(run(people, "--rules", rules, "--json").stdout)
    assert [len(group) for group in told["groups"]] == [4, 4, 4]
    assert told["waiting"] == []


def test_pairing_is_shown_as_a_table_with_what_is_not_read(tmp_path: Path) -> None:
    shown = run(write(tmp_path / "p.csv", "Id,Country,languages,e-mail", "a[b],DE,en,x", "2,PE,en,y", "3,,en,z"))
    assert "a[b]" in shown.stdout
    assert "3 waits: difference." in shown.stdout
    assert "e-mail" in shown.stderr


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["id,waited", "1,soon"], "line 2: soon is no number"),
        (["id,hours", "1,9-12", "2,25"], "line 3: I cannot read the hours 25"),
        (["id,hours", "1,9-9"], "line 2: I cannot read the hours 9-9"),
        (["id,time_zone", "1,Mars/Base"], "line 2: there is no time zone Mars/Base"),
        (["id,time_zone", "1,UTC+25"], "line 2: there is no time zone UTC+25"),
        (["id,wishes", "1,colour:same"], "line 2: I do not know the wish colour:same"),
        (["id,country", "1,DE", "", ",PE"], "line 4: this person has no id"),
        (["id", "1", "1"], "line 3: the id 1 was there before"),
        (["id", "1,2"], "line 2: there are 2 cells, but 1 columns"),
        (["name", "1"], "the column id is missing"),
        (["id,ID", "1,2"], "the column id is there twice"),
        ([""], "is empty"),
        (["id", '"1'], "line 2"),
    ],
)
def test_mistakes_in_people_are_told_with_their_lines(tmp_path: Path, lines: list[str], told: str) -> None:
    shown = run(write(tmp_path / "people.csv", *lines))
    assert shown.exit_code == (2 if told != "line 2" else shown.exit_code)
    assert told in shown.stderr or not shown.exit_code


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    shown = run(write(tmp_path / "people.csv", "id,waited,hours", "1,x,y", "2,z,"))
    assert [line.split(":")[0] for line in shown.stderr.splitlines()] == [
        "people.csv, line 2",
        "people.csv, line 2",
        "people.csv, line 3",
    ]


@pytest.mark.parametrize(
    ("option", "lines", "told"),
    [
        ("--apart", ["a,b", "1,1"], "line 2: please name two different people"),
        ("--apart", ["a", "1"], "the column b is missing"),
        ("--history", ["a,b,round", "1,2,"], "line 2: please fill in the column round"),
        ("--rules", ["[pairing]", "group_size = 9"], "from 2 to 8"),
        ("--rules", ["title = 'x'"], "a table [pairing]"),
    ],
)
def test_mistakes_in_other_files_are_told(tmp_path: Path, option: str, lines: list[str], told: str) -> None:
    people = write(tmp_path / "people.csv", "id", "1", "2")
    shown = run(people, option, write(tmp_path / "other", *lines))
    assert shown.exit_code == 2
    assert told in shown.stderr


def test_a_file_that_is_no_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_bytes(b"id,country\n1,Per\xfa\n")
    assert "line 2: this is not UTF-8" in run(tmp_path / "people.csv").stderr


def test_no_more_than_two_thousand_people_are_written_out(tmp_path: Path) -> None:
    people = write(tmp_path / "people.csv", "id", *map(str, range(2_001)))
    shown = run(people, "--explain", tmp_path / "couples.csv")
    assert "There are 2,001 people" in shown.stderr
    assert not (tmp_path / "couples.csv").exists()


def test_rounds_count_by_number_and_a_trio_of_the_latest_is_remembered(tmp_path: Path) -> None:
    from bot.cli.pairs.people import number_of, read_history

    lines = ["a,b,round", "1,2,round 9", "3,4,round 10", "3,5,round 10", "4,5,round 10", "1,2,round 2"]
    history = read_history(write(tmp_path / "history.csv", *lines))
    assert history.met[frozenset(map(number_of, "12"))] == (2, 3)
    assert history.last_trio == frozenset(map(number_of, "345"))
