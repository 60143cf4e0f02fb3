"""The two trees of a phase: its nested goals, and its partners grouped by where they come from."""

from collections.abc import Sequence

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Phase
from nrw_desktop.domain.queries import goals, partners
from nrw_desktop.gui.lists.outline import Node, OutlineSpec
from nrw_desktop.gui.lists.partner_marks import words
from nrw_desktop.gui.session import late_edits as edits


def goal_nodes(plan: Plan, phase: str) -> Sequence[Node]:
    """The goals of a phase, each under the one it stands under."""
    return [
        Node(entry.goal.id, entry.goal.parent, entry.goal.text, entry.mark, "", entry.goal, True, True)
        for entry in goals.entries(plan, plan.get(Phase, phase))
    ]


def mention_nodes(plan: Plan, phase: str) -> Sequence[Node]:
    """The effective partners of a phase under a heading for each origin, those won here first."""
    owner = plan.get(Phase, phase)
    found = partners.effective(plan, owner)
    nodes: list[Node] = []
    for origin, heading in _headings(plan, owner).items():
        members = [member for member in found if member.origin == origin]
        if not members:
            continue
        nodes.append(Node(f"group:{origin}", None, f"{heading} · {len(members)}"))
        order = {mention.partner: place for place, mention in enumerate(plan.mentions(phase))}
        members.sort(key=lambda member: order.get(member.partner.id, -1))
        nodes += [_partner_node(plan, member, f"group:{origin}") for member in members]
    return nodes


def _headings(plan: Plan, phase: Phase) -> dict[partners.Origin, str]:
    earlier = f"aus Phase {plan.number(phase.refers_to)}" if phase.refers_to else "aus einer anderen Phase"
    return {
        "new": "Neu in dieser Phase",
        "stressed": f"Insbesondere, {earlier}",
        "added": "Hier genannt",
        "inherited": f"Außerdem {earlier}",
    }


def _partner_node(plan: Plan, member: partners.Effective, group: str) -> Node:
    hint = ""
    if member.mention and member.mention.printed not in (None, member.partner.name):
        hint = f"im Wortlaut: {member.mention.printed}"
    elif member.partner.expansion and member.partner.abbreviation == member.partner.name:
        hint = member.partner.expansion
    # An inherited partner is shown here but named elsewhere: it is edited there.
    key = member.mention.id if member.mention else f"inherited:{member.partner.id}"
    record = member.mention or member.partner
    return Node(
        key, group, member.partner.name, "", hint, record, bool(member.mention), bool(member.mention), words(member)
    )


def _rename_goal(plan: Plan, key: str, text: str) -> Change:
    return edits.goals.set_field(plan, key, "text", text)


def _rename_partner(plan: Plan, key: str, text: str) -> Change:
    return edits.mentions.set_field(plan, key, "name", text)


def _drop_mentions(plan: Plan, keys: Sequence[str], phase: str, above: str | None, row: int | None) -> Change:
    """Rows are counted within a group; the order is that of all mentions, so the place is before the row's mention."""
    nodes = [node for node in mention_nodes(plan, phase) if node.parent == above and node.movable]
    order = [mention.id for mention in plan.mentions(phase)]
    if row is None or row >= len(nodes):
        place = order.index(nodes[-1].key) + 1 if nodes else len(order)
    else:
        place = order.index(nodes[row].key)
    return edits.mentions.move(plan, keys, phase, place)


GOALS = OutlineSpec(
    "goal",
    ("goal", "phase"),
    goal_nodes,
    rename=_rename_goal,
    add=lambda plan, phase, text, above: edits.goals.add(plan, phase, text, above),
    drop=lambda plan, keys, phase, above, row: edits.many.move_goals(plan, keys, phase, above, row),
    remove=lambda plan, keys: edits.many.remove_goals(plan, keys),
    empty="Noch keine Ziele. „Neu“ oder Strg+G legt das erste an.",
    nests=True,
    field="text",
)

MENTIONS = OutlineSpec(
    "mention",
    ("mention", "partner", "phase"),
    mention_nodes,
    rename=_rename_partner,
    add=lambda plan, phase, text, above: edits.mentions.add(plan, phase, text),
    drop=_drop_mentions,
    remove=lambda plan, keys: edits.mentions.remove(plan, keys),
    empty="Noch keine Kooperationspartner. „Neu“ oder Strg+K nennt den ersten.",
)
