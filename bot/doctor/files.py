"""The operator's files: programs, regions and catalogues."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.doctor.finding import Finding, fault, good, note
from bot.domain.program import Program
from bot.programs import ProgramMistakes, load_programs
from bot.programs.mistakes import describe_mistakes
from bot.programs.regions import load_regions, shipped_regions_folder
from bot.texts.catalogue import Texts


def look_at_files(folder: Path) -> Iterator[Finding]:
    """Yield every mistake in the programs and regions, and which languages the bot speaks."""
    programs: Mapping[str, Program] = {}
    try:
        programs = load_programs(folder)
        yield good("programs", programs=", ".join(programs))
        load_regions(shipped_regions_folder())
    except ProgramMistakes as found:
        for told in describe_mistakes(found.mistakes):
            yield fault("program_mistaken", mistake=told)
    texts = Texts.load()
    yield good("catalogues", languages=", ".join(texts.languages))
    for slug, program in programs.items():
        if program.language.partition("-")[0] not in {name.partition("_")[0] for name in texts.languages}:
            yield note("catalogue_missing", program=slug, language=program.language)
