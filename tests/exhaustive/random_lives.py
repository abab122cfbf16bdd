"""Lives as no office has them: every kind of fact, in any number, close enough together to touch each other."""

from datetime import date, timedelta

CHANNELS = ("in_person", "oral", "signed_mail", "ordinary_mail", "online", "fax", "email")
SOURCES = ("third_party", "co_producer", "other_organ")
#: Where lives begin: before and after the Regulations of 2019, over festivals, and into the year that is not published.
BEGINNINGS = (
    (date(2019, 3, 20), 70),
    (date(2019, 9, 1), 50),
    (date(2020, 1, 2), 60),
    (date(2023, 9, 1), 60),
    (date(2025, 12, 1), 60),
    (date(2026, 8, 20), 120),
)


def random_life(rng, number=0):
    """A line of ``statute clock`` drawn from ``rng``; about one in twelve is no life at all."""
    first, width = rng.choice(BEGINNINGS)
    start = first + timedelta(days=rng.randrange(width))
    span = rng.choice((8, 25, 45, 80))

    def day(after=start, upto=span):
        return after + timedelta(days=rng.randint(0, upto))

    received = {"kind": "received", "on": str(start), "channel": rng.choice(CHANNELS)}
    if rng.random() < 0.5:
        received["confirmed_on"] = str(day(upto=12))
    facts = [received]
    for ref in range(rng.choice((0, 0, 1, 1, 2, 3))):
        facts += _opinion(rng, ref, day)
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        facts += _correction(rng, day)
    for _ in range(rng.choice((0, 0, 0, 1, 2))):
        facts += _fee(rng, day)
    facts += [_extension(rng, day) for _ in range(rng.choice((0, 0, 1, 1, 2)))]
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        facts.append(
            {"kind": rng.choice(("replied", "replied", "withdrawn", "abandoned")), "on": str(day(upto=span + 15))}
        )
    if rng.random() < 0.02:
        facts.append(dict(rng.choice(facts)))
    if rng.random() < 0.02:
        facts.append({"kind": "corrected", "on": str(start - timedelta(days=1))})
    rng.shuffle(facts)
    return {"id": number, "as_of": str(day(start - timedelta(days=5), 110)), "facts": facts}


def _extension(rng, day):
    told = day()
    fact = {"kind": "extended", "on": str(told), "workdays": rng.choice((1, 5, 15, 16, 20, 20, 20, 0, 21, -3))}
    if rng.random() < 0.9:
        fact["approved_on"] = str(told - timedelta(days=rng.choice((0, 0, 1, 3, -1))))
    return fact


def _opinion(rng, ref, day):
    sent = day()
    letter = {"kind": "opinion_sought", "ref": f"R{ref}", "from": rng.choice(SOURCES), "on": str(sent)}
    if rng.random() < 0.7:
        letter["delivered_on"] = str(day(sent, 10))
    facts = [letter]
    if rng.random() < 0.6:
        facts.append(
            {
                "kind": "opinion_received",
                "ref": f"R{ref}",
                "on": str(day(sent - timedelta(days=rng.random() < 0.02), 40)),
            }
        )
    return facts


def _correction(rng, day):
    facts = []
    if rng.random() < 0.85:
        facts.append({"kind": "correction_requested", "on": str(day(upto=rng.choice((9, 30))))})
    if rng.random() < 0.75:
        after = date.fromisoformat(facts[0]["on"]) if facts and rng.random() < 0.9 else None
        facts.append({"kind": "corrected", "on": str(day(after, 20) if after else day())})
    return facts


def _fee(rng, day):
    facts = []
    if rng.random() < 0.85:
        notice = {"kind": "fee_noticed", "on": str(day(upto=25))}
        if rng.random() < 0.5:
            notice["received_on"] = str(day(date.fromisoformat(notice["on"]), 6))
        facts.append(notice)
    if rng.random() < 0.75:
        after = date.fromisoformat(facts[0]["on"]) if facts and rng.random() < 0.9 else None
        facts.append({"kind": "fee_paid", "on": str(day(after, 45) if after else day())})
    return facts
