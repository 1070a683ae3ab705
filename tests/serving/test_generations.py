"""A store that changes while it is served."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from urllib.parse import quote

import kg
from kg.settings import Settings
from tests.serving.server import serving

NEWS = "افتتح المدير العام لهيئة المياه سالم المري مؤتمر المياه في عمّان."
ASKED = "ASK { ?p skos:prefLabel 'سالم المري'@ar }"


def test_another_generation_is_served_without_a_restart(store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "store"
    shutil.copytree(store, copy)
    (tmp_path / "news.txt").write_text(NEWS, encoding="utf-8")
    settings = Settings(recognizer="none")
    with serving(copy, "--query-workers", "2") as server:
        assert "false" in server.query(ASKED).text
        kg.add([tmp_path / "news.txt"], store=copy, settings=settings).graph.close()
        # Every process answers from it at once, and so do the pages.
        assert server.request(quote("/id/person/سالم_المري")).status == 200
        assert all("true" in server.query(ASKED).text for _ in range(6))
        # Names are read a little later. Idle ones let the old generation go, so that the next
        # change removes it.
        time.sleep(5)
        assert "سالم المري" in server.request(f"/api/search?q={quote('سالم')}").text
        kg.remove([str(tmp_path / "news.txt")], store=copy, settings=settings).graph.close()
        time.sleep(5)
        assert "false" in server.query(ASKED).text
        kg.add([tmp_path / "news.txt"], store=copy, settings=settings).graph.close()
        assert len(list((copy / "generations").iterdir())) == 2


def test_a_store_that_is_gone_is_an_error_until_it_is_back(store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "store"
    shutil.copytree(store, copy)
    with serving(copy, "--query-workers", "1") as server:
        (copy / "store.json").rename(copy / "elsewhere")
        answer = server.query("ASK {}")
        assert answer.status == 503
        assert str(tmp_path) not in answer.text
        (copy / "elsewhere").rename(copy / "store.json")
        assert server.query("ASK {}").status == 200
