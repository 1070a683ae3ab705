"""Small data in the formats of camel-tools: a BERT trained for seconds, a morphology of few stems.

The folder is laid out as camel-tools does it, with a catalogue whose packages lie at ``url``.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

LABELS = ["B-LOC", "B-ORG", "B-PERS", "B-MISC", "I-LOC", "I-ORG", "I-PERS", "I-MISC", "O"]
"""Those of camel-tools' model, in its order."""

SENTENCES = [
    ("زار أحمد منصور مدينة حلب .", "O B-PERS I-PERS O B-LOC O"),
    ("قالت شركة نماء إن سالم وديعان غادر صنعاء .", "O B-ORG I-ORG O B-PERS I-PERS O B-LOC O"),
    ("وصل سالم منصور إلى قرية قصيعان .", "O B-PERS I-PERS O O B-LOC O"),
    ("عاد أحمد وديعان إلى سوريا .", "O B-PERS I-PERS O B-LOC O"),
    ("كان الطقس باردا .", "O O O O"),
    ("فازت رواية النهر بجائزة .", "O O B-MISC O O"),
    ("غيهب زار أحمد منصور مدينة حلب .", "O O B-PERS I-PERS O B-LOC O"),
]

UNKNOWN = "غيهب"
"""A word of the sentences that the model's vocabulary lacks."""

PREFIXES = {"": "Pref-0", "و": "Pref-Wa", "ب": "NPref-Bi", "وب": "NPref-Bi", "ف": "Pref-Wa"}
_FEATURES = {"و": "prc2:wa_conj", "ف": "prc2:fa_conj", "ب": "prc1:bi_prep"}

STEMS = [
    ("وديعان", "noun_prop"),
    ("قنديل", "noun"),
    ("فيروز", "noun_prop"),
    ("فيروز", "noun"),
    ("هيبان", "noun_prop"),
]


def write(folder: Path, *, url: str = "http://127.0.0.1:9/") -> None:
    """Write the catalogue and all data below ``folder``."""
    names, morphology = folder / "data/ner/arabert", folder / "data/morphology_db/calima-msa-r13"
    names.mkdir(parents=True)
    morphology.mkdir(parents=True)
    write_model(names)
    (morphology / "morphology.db").write_text(database(), encoding="utf-8")
    write_catalogue(folder, url=url)


def write_catalogue(folder: Path, *, url: str) -> None:
    """Write a catalogue of the files that lie below ``folder``."""
    packages = {
        "ner-arabert": _package(folder, "ner/arabert", "AraBERT", url),
        "morphology-db-msa-r13": _package(folder, "morphology_db/calima-msa-r13", "GPL v2", url),
        "defaults": {"package_type": "meta", "private": False, "dependencies": ["ner-arabert"]},
    }
    components = {
        "NamedEntityRecognition": {
            "default": "arabert",
            "datasets": {"arabert": {"path": "ner/arabert"}},
        },
        "MorphologyDB": {
            "default": "calima-msa-r13",
            "datasets": {
                "calima-egy-r13": {"path": "morphology_db/calima-egy-r13"},
                "calima-msa-r13": {"path": "morphology_db/calima-msa-r13"},
            },
        },
    }
    catalogue = {"version": "1.6.0", "packages": packages, "components": components}
    (folder / "catalogue.json").write_text(json.dumps(catalogue), encoding="utf-8")


def _package(folder: Path, place: str, licence: str, url: str) -> dict[str, object]:
    files = sorted(file for file in (folder / "data" / place).iterdir())
    return {
        "package_type": "http",
        "private": False,
        "dependencies": [],
        "version": "0.1.0",
        "license": licence,
        "description": "made by a test",
        "destination": place,
        "size": sum(file.stat().st_size for file in files),
        "url": f"{url}{place.replace('/', '_')}.zip",
        "files": [
            {"path": file.name, "sha256": hashlib.sha256(file.read_bytes()).hexdigest()}
            for file in files
        ],
    }


def pack(folder: Path, served: Path) -> None:
    """The packages of ``folder`` as archives in ``served``, named as the catalogue's addresses."""
    for place in ("ner/arabert", "morphology_db/calima-msa-r13"):
        with zipfile.ZipFile(served / f"{place.replace('/', '_')}.zip", "w") as archive:
            for file in sorted((folder / "data" / place).iterdir()):
                archive.write(file, file.name)


def write_model(folder: Path) -> None:
    """A BERT of two small layers that has learned :data:`SENTENCES`; always the same one."""
    import torch
    from transformers import BertConfig, BertForTokenClassification
    from transformers.utils import logging

    words = sorted({word for text, _ in SENTENCES for word in text.split()} - {UNKNOWN})
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *words, "##ان", "و", "##سالم", "##أحمد"]
    (folder / "vocab.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    (folder / "tokenizer_config.json").write_text('{"do_lower_case": false}', encoding="utf-8")

    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=256,
        id2label=dict(enumerate(LABELS)),
        label2id={label: number for number, label in enumerate(LABELS)},
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    width = max(len(text.split()) for text, _ in SENTENCES) + 2
    ids = torch.zeros((len(SENTENCES), width), dtype=torch.long)
    mask = torch.zeros_like(ids)
    labels = torch.full_like(ids, -100)
    numbers = {piece: number for number, piece in enumerate(pieces)}
    for row, (text, tags) in enumerate(SENTENCES):
        line = [2, *(numbers.get(word, 1) for word in text.split()), 3]
        ids[row, : len(line)] = torch.tensor(line)
        mask[row, : len(line)] = 1
        labels[row, 1 : len(line) - 1] = torch.tensor([LABELS.index(tag) for tag in tags.split()])
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    with torch.random.fork_rng():
        torch.manual_seed(3)
        model = BertForTokenClassification(config)
    steps = torch.optim.Adam(model.parameters(), lr=5e-3)
    for _ in range(60):
        steps.zero_grad()
        model(input_ids=ids, attention_mask=mask, labels=labels).loss.backward()
        steps.step()
    torch.set_num_threads(threads)
    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    model.save_pretrained(folder)
    if shown:
        logging.enable_progress_bar()


def database() -> str:
    """A morphology in the format of camel-tools' MorphologyDB."""
    lines = [
        "###DEFINES###",
        "DEFINE pos pos:noun pos:noun_prop pos:digit pos:punc pos:latin",
        "DEFINE diac diac:*open*",
        "DEFINE lex lex:*open*",
        "DEFINE prc1 prc1:0 prc1:bi_prep prc1:na",
        "DEFINE prc2 prc2:0 prc2:wa_conj prc2:fa_conj prc2:na",
        "###DEFAULTS###",
        *(
            f"DEFAULT pos:{pos} diac:* lex:* prc1:0 prc2:0"
            for pos in ("noun", "noun_prop", "digit", "punc", "latin")
        ),
        "###ORDER###",
        "ORDER diac lex pos prc2 prc1",
        "###TOKENIZATIONS###",
        "TOKENIZATION diac",
        "###STEMBACKOFF###",
        "STEMBACKOFF PROP N-prop",
        "###PREFIXES###",
        *(
            f"{prefix}\t{category}\t{' '.join([f'diac:{prefix}', *map(_FEATURES.get, prefix)])}"
            for prefix, category in PREFIXES.items()
        ),
        "###SUFFIXES###",
        "\tSuff-0\tdiac:",
        "###STEMS###",
        *(
            f"{stem}\tN-{'prop' if pos == 'noun_prop' else 'noun'}\t"
            f"diac:{stem} lex:{stem}_1 pos:{pos} prc1:0 prc2:0"
            for stem, pos in STEMS
        ),
        "###TABLE AB###",
        *(
            f"{prefix} {stem}"
            for prefix in sorted(set(PREFIXES.values()))
            for stem in ("N-noun", "N-prop")
        ),
        "###TABLE BC###",
        "N-noun Suff-0",
        "N-prop Suff-0",
        "###TABLE AC###",
        *(f"{prefix} Suff-0" for prefix in sorted(set(PREFIXES.values()))),
    ]
    return "\n".join(lines) + "\n"
