"""A base to ask, and the commands that ask it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result
from kb_builders import Tale, Told, write_run

from cx_extract import kb
from cx_extract.cli import commands

WIND = "江苏省海上风电运维创新联合体"
FIRM, HOHAI, NANTONG = "江苏海润风电科技有限公司", "河海大学", "南通大学"
ARTICLES = (
    Told(
        "wind",
        [
            Tale(
                WIND,
                aliases=["风电联合体"],
                status="established",
                leads=[FIRM],
                members=[HOHAI, NANTONG],
                counts=[(12, "over", ""), (15, "exact", "current")],
                dates=[("established", "2024-06")],
                achievements=["研发出国内首台深远海自升式运维船"],
                region="江苏省",
            )
        ],
        "2024-11-07",
        "风电联合体揭牌",
        "https://example.org/wind",
        more="南通港为运维船母港。",
    ),
    Told(
        "later",
        [Tale(WIND, status="established", leads=[FIRM], members=[HOHAI], counts=[(26, "exact", "current")])],
        "2025-03-01",
        "风电联合体再添新成员",
    ),
    Told(
        "solar",
        [Tale("南京光伏组件创新联盟", status="planned", leads=[HOHAI], members=["SunPower公司"], region="南京市")],
        "2024-05-01",
        "光伏联盟筹建",
    ),
    Told(
        "trad", [Tale("粵港低空經濟協同創新體", leads=["香港科技大學"], members=["南方科技大学"])], "2023-02-01", "啟動"
    ),
    Told("policy", more="支持企业牵头组建创新联合体。", published="2022-01-01", title="关于牵头单位的通知"),
)


def cx(*arguments: str | Path) -> Result:
    """Run a command of the knowledge base."""
    return CliRunner().invoke(commands, ["kb", *map(str, arguments)])


def fill(db: str, folder: Path, *told: Told) -> str:
    """Load articles, those above unless others are given, and return the base."""
    with kb.open(db) as base:
        base.load(write_run(folder / "out", *(told or ARTICLES)))
    return db
