"""Plans that ask the most of a report, and reports that are spoilt on purpose."""

from pathlib import Path

import pikepdf

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Contact, Document, Measure, Mention, Partner, Phase, Project
from tests.reports.full_plan import full_plan
from tests.reports.many_scripts import many_scripts
from tests.reports.pdf_tools import large_plan, made, plan_of, seed


def _links() -> Plan:
    """Addresses wherever one may stand, over line ends and pages too."""
    page = "https://www.verein.example/forum/" + "protokolle-der-dialogforen/" * 4
    return made(
        [
            Project("p", title="Verweise", introduction=f"Mehr auf {page} oder bei max@stadt.example."),
            Phase("a", order="a", title=f"Auf {page}"),
            Phase("b", order="b", title="Danach", refers_to="a"),
            Partner("q", name="Verein www.verein.example", remark=f"Siehe {page}"),
            Contact("c", partner="q", person="Frau Probe", mail="probe@verein.example"),
            Mention("a+q", phase="a", partner="q"),
            Measure("m", phase="a", order="a", text=f"Forum {page}", note=page, result=page, status="done"),
            Measure("n", phase="b", order="b", text=f"{page} und max@stadt.example " * 60),
            Document("d", measure="m", title="Protokoll", target=f"{page}protokoll.pdf"),
            Document("e", measure="m", title="Ablage", target="\\\\server\\Ablage\\Protokoll.docx"),
        ]
    )


HIGH = plan_of(" ".join(f"Wort{number}" for number in range(3000)))
PLANS = {
    "seed": seed(),
    "full": full_plan(),
    "empty": Plan.empty(),
    "bare phase": made([Project("p"), Phase("a")]),
    "1,000 measures": large_plan(20, 50),
    "long phases": large_plan(3, 60),
    "higher than a page": HIGH,
    "many scripts": many_scripts(),
    "rare letters": plan_of("ẞ ☃ Ω ж \ue000 \ufffe \U0001f468\u200d\U0001f469", "A\ud800B", "x" * 900, title="Ж☃"),
    "links": _links(),
}


def spoilt(path: Path, fault: str) -> Path:
    """A copy of the overview of the seed plan with a fault that checkers are to find."""
    with pikepdf.open(path) as document:
        root = document.Root
        match fault:
            case "untagged":
                del root.StructTreeRoot, root.MarkInfo
            case "no language":
                del root.Lang
            case "no scope":
                header = root.StructTreeRoot.K.K[3].K[0].K.K[0]
                assert header.S == "/TH"
                del header.A
            case "no output intent":
                del root.OutputIntents
            case _:
                raise ValueError(fault)
        document.save(path.with_name("spoilt.pdf"))
    return path.with_name("spoilt.pdf")
