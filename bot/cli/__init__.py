"""The command line.

`roundtable run · rehearse · sandbox · check · plan · pair · summarise · doctor · migrate · backup · restore · roster`
"""


def main() -> None:
    """Run the command line with the arguments of this process, and exit with its code.

    0 is done, 2 is a mistake of the caller (said in sentences), 1 is anything else.
    """
    from bot.cli.commands import app

    app(prog_name="roundtable")
