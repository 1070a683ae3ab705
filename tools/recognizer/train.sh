#!/bin/sh
# Train both recognizers and put them into kg/data/models:
#   sh tools/recognizer/train.sh DATA WORK
# DATA: the corpora (README.md); WORK: a scratch folder. About four hours on one core.
set -eu
data=$1 work=$2
here=$(dirname "$0")
. "$here/cpu.sh"
PYTHONPATH="$here/../..${PYTHONPATH:+:$PYTHONPATH}"
export PYTHONPATH
models=$here/../../kg/data/models

python "$here/train_crf.py" --data "$data" --out "$models/fast"

python "$here/base.py" "$work/base"
python "$here/train_encoder.py" --data "$data" --base "$work/base" --out "$work/first" --epochs 8
# The recipe was chosen on the development split; the last epochs may read it.
python "$here/train_encoder.py" --data "$data" --base "$work/base" --out "$work/last" \
    --start "$work/first" --epochs 2 --rate 6e-5 --seed 2 --all
# Three checkpoints, from early to late; their mean does best on texts of another hand.
reader="$here/train_reader.py --data $data --base $work/base --replay 0.1"
python $reader --start "$work/last" --out "$work/reader3" --epochs 3
python $reader --start "$work/reader3" --out "$work/reader5" --epochs 2
python $reader --start "$work/reader5" --out "$work/reader9" --epochs 4
python "$here/average.py" --out "$work/mean" "$work/reader3" "$work/reader5" "$work/reader9"
python "$here/train_heads.py" --data "$data" --base "$work/base" --run "$work/mean" \
    --out "$work/reader" --passes 2
python "$here/export_encoder.py" --run "$work/reader" --base "$work/base" --out "$models/default"

for model in fast default; do
    python "$here/score_model.py" --data "$data" --model "$models/$model"
done
