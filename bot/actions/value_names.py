"""What readers call the values by which themes are counted: regions, career stages and the like."""

from collections.abc import Mapping

from bot.actions.ports import House
from bot.domain.program import Program
from bot.programs.regions import Regions


def names_of_values(house: House, program: Program) -> Mapping[str, Mapping[str, str]]:
    """Return for each field its values with their names, as the operator's regions and the program call them."""
    return names_in(house.regions, program)


def names_in(regions: Regions, program: Program) -> Mapping[str, Mapping[str, str]]:
    """Return the same for who has no house."""
    return {
        "region": {region.key: region.name for region in regions.by_key.values()},
        "sector": program.sectors,
        "career_stage": program.career_stages,
        "interest": program.interests,
    }
