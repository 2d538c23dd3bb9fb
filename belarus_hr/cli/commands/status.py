"""``status``: how much is carried out; of the UPR, a treaty body, a family, or all of them."""

from typing import Annotated

import typer

from belarus_hr.cli.commands.status_options import UprOptions
from belarus_hr.cli.option_groups import AnswerOptions
from belarus_hr.cli.options import Country, complete_mechanism


def status(
    of: Annotated[
        str | None,
        typer.Argument(
            metavar="[upr|treaty-bodies|CODE|plan]",
            help="A mechanism or a family; all of them when left out. Or the measures of plans.",
            autocompletion=complete_mechanism,
        ),
    ] = None,
    *,
    options: UprOptions,
    country: Country = None,
    answer: AnswerOptions,
) -> None:
    """Say how much is carried out, according to whom.

    The claims stand beside the record.

    \b
    Example:
      hrtrack status upr
    """
    # Imported now: a help page and a slip on the command line need none of it.
    from belarus_hr.cli import output
    from belarus_hr.cli.commands import status_upr
    from belarus_hr.cli.session import as_of_day, read_records, say_if_before_all
    from belarus_hr.domain.errors import InvalidValue
    from belarus_hr.domain.records.kind import Query
    from belarus_hr.domain.records.kinds import RECOMMENDATION
    from belarus_hr.domain.reference import mechanisms
    from belarus_hr.domain.reference.states import BELARUS, canonical

    form = output.view(answer, page=True)
    if of is not None and of.strip().casefold() == "plan":
        from belarus_hr.cli.commands.status_plan import write_plan

        why = "status plan takes --as-of alone, the others ask about the UPR"
        options.refuse(sorted(options.typed().keys() - {"as_of"}), why)
        if country is not None:
            raise InvalidValue(f"{why}: leave out --country")
        return write_plan(read_records(answer.db), as_of_day(options.as_of), form)
    codes = (
        mechanisms.codes(of or "UPR") if of or options.narrowing else tuple(mechanisms.MECHANISMS)
    )
    day = as_of_day(options.as_of)
    if codes != ("UPR",) and country is not None and canonical(country) != BELARUS:
        raise InvalidValue(
            "--country asks about the UPR; other mechanisms have figures of Belarus alone: "
            "leave it out, or ask hrtrack status upr"
        )
    # The first day on record is that of any mechanism.
    where = {"mechanism": "UPR"} if codes == ("UPR",) and options.as_of is None else {}
    query = Query(kind=RECOMMENDATION, fields=status_upr.needed_fields(options, form), where=where)
    collection = read_records(answer.db, country, query)
    if options.as_of is not None:
        say_if_before_all(collection, day)
    if codes == ("UPR",):
        return status_upr.write_upr(collection, day, options, form)
    from belarus_hr.cli.commands import status_mechanisms

    if of:
        typed = options.typed().keys() - {"as_of"}
        options.refuse(sorted(typed), f'these ask about the UPR, not about "{of}"')
    status_mechanisms.write_mechanisms(collection, codes, day, form, options.by)
