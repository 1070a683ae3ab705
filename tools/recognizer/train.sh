#!/bin/sh
# Train both recognizers and put them into kg/data/models:
#   sh tools/recognizer/train.sh DATA WORK
# DATA: the corpora (README.md); WORK: a scratch folder. About seventeen hours on one core.
set -euf
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
train="$here/train_reader.py --data $data --base $work/base --replay 0.1"
# What was written later is left out of each step.
later=w8[6-9],w9?,w[a-n]?
reader="$train --without w[1-8]?,$later"
python $reader --start "$work/last" --out "$work/reader3" --epochs 3
python $reader --start "$work/reader3" --out "$work/reader5" --epochs 2
python $reader --start "$work/reader5" --out "$work/reader9" --epochs 4
python "$here/average.py" --out "$work/mean" "$work/reader3" "$work/reader5" "$work/reader9"
# The articles in the make of newspapers, in three steps, each with fewer of what was learned before.
# Of two seeds the mean is taken, and of the last step that of all checkpoints; w49 is measured on.
news="$train --held 0 --rate 9e-5 --keep --epochs 2"
late=w3[4-9],w[4-8]?
for seed in 41 42; do
    python $news --start "$work/mean" --out "$work/a$seed" --seed $seed \
        --without $late,$later --fewer w? --share 0.4
done
python "$here/average.py" --out "$work/a" "$work/a41" "$work/a42"
for seed in 73 74; do
    python $news --start "$work/a" --out "$work/b$seed" --seed $seed \
        --without w49,w[5-8]?,$later --fewer w? --share 0.2
done
python "$here/average.py" --out "$work/b" "$work/b73/epoch1" "$work/b73" "$work/b74/epoch1" "$work/b74"
for seed in 85 86; do
    python $news --start "$work/b" --out "$work/c$seed" --seed $seed \
        --without w49,w5[89],w[678]?,$later --fewer w?,w[12]?,w3[0-3] --share 0.45
done
python "$here/average.py" --out "$work/news" \
    "$work/c85/epoch1" "$work/c85" "$work/c86/epoch1" "$work/c86"
# Now with no layer frozen, and in the last step with marks as a tagger may find them.
free="$train --held 0 --rate 9e-5 --keep --frozen 0"
old=w?,w[12]?,w3[0-3],w49,$later
for seed in 91 92; do
    python $train --held 0 --rate 9e-5 --epochs 1 --start "$work/news" --out "$work/d$seed" \
        --seed $seed --without $old,w5[89],w[678]?
done
python $free --epochs 1 --start "$work/news" --out "$work/d93" --seed 93 --without $old,w5[89],w[678]?
python "$here/average.py" --out "$work/d" "$work/news" "$work/d91" "$work/d92" "$work/d93"
for seed in 94 95; do
    python $free --epochs 2 --start "$work/d" --out "$work/e$seed" --seed $seed \
        --without $old,w6[6-9],w[78]? --fewer w3?,w4?,w5[0-7] --share 0.3
done
python "$here/average.py" --out "$work/e" "$work/e94/epoch1" "$work/e94" "$work/e95/epoch1" "$work/e95"
for seed in 96 97; do
    python $free --epochs 2 --start "$work/e" --out "$work/g$seed" --seed $seed \
        --without $old,w7[3-9],w8? --fewer w3?,w4?,w5?,w6[0-5] --share 0.3
done
python "$here/average.py" --out "$work/g" "$work/news" \
    "$work/e94/epoch1" "$work/e94" "$work/e95/epoch1" "$work/e95" \
    "$work/g96/epoch1" "$work/g96" "$work/g97/epoch1" "$work/g97"
for seed in 101 102; do
    python $free --epochs 2 --blur --start "$work/g" --out "$work/p$seed" --seed $seed \
        --without w49,w8[45],$later --fewer w?,w[12]?,w3[0-3] --share 0.2
done
parts="$work/p101/epoch1 $work/p101 $work/p102/epoch1 $work/p102 $work/g"
python "$here/average.py" --out "$work/p" $parts
for seed in 111 112; do
    python $free --epochs 1 --blur --rate 7e-5 --start "$work/p" --out "$work/r$seed" --seed $seed \
        --without $old
done
parts="$parts $work/r111 $work/r112"
python "$here/average.py" --out "$work/r" $parts
python $free --epochs 1 --blur --rate 7e-5 --start "$work/r" --out "$work/r113" --seed 113 --without $old
python "$here/average.py" --out "$work/rr" $parts "$work/r113"
python "$here/train_heads.py" --data "$data" --base "$work/base" --run "$work/rr" \
    --out "$work/rh" --passes 2
# The articles w86 to wa9, and in every epoch all with other names.
more="$free --blur --exchange"
for seed in 121 122; do
    python $more --epochs 1 --start "$work/rh" --out "$work/s$seed" --seed $seed \
        --without w49,$later --fewer w?,w[12]?,w3[0-3] --share 0.3
done
python "$here/average.py" --out "$work/s" "$work/s121" "$work/s122" "$work/rr"
for seed in 131 132; do
    python $more --epochs 2 --start "$work/s" --out "$work/t$seed" --seed $seed \
        --without w49,w96,wa[2-9],w[b-n]? --fewer w?,w[12]?,w3?,w4?,w5?,w6?,w7?,w8[0-5] --share 0.3
done
# Of the last step only the first epochs: the second was cut off.
python "$here/average.py" --out "$work/t" "$work/t131/epoch1" "$work/t132/epoch1" "$work/s"
for seed in 141 142; do
    python $more --epochs 2 --start "$work/t" --out "$work/u$seed" --seed $seed \
        --without w49,wa9,w[b-n]? --fewer w?,w[12]?,w3?,w4?,w5?,w6?,w7?,w8[0-5] --share 0.2
done
python "$here/average.py" --out "$work/u" \
    "$work/u141/epoch1" "$work/u141" "$work/u142/epoch1" "$work/u142" \
    "$work/s121" "$work/s122" "$work/t131/epoch1" "$work/t132/epoch1" "$work/rr"
for seed in 151 152; do
    python $more --epochs 1 --rate 7e-5 --start "$work/u" --out "$work/x$seed" --seed $seed \
        --without w?,w[12]?,w3[0-3],w49,w[b-n]?
done
python "$here/average.py" --out "$work/read" "$work/x151" "$work/x152" "$work/u"
python "$here/train_heads.py" --data "$data" --base "$work/base" --run "$work/read" \
    --out "$work/reader" --passes 2
# The articles wb0 to wc5; the model before counts twice.
python $more --epochs 2 --rate 1.2e-4 --start "$work/reader" --out "$work/y171" --seed 171 \
    --without w49,wc[6-9],wd0,w[e-n]? --fewer w?,w[12]?,w3[0-3] --share 0.3
recent="--without w?,w[1-4]?,wc[6-9],wd0,w[e-n]?"
python $more --epochs 2 --rate 1.5e-4 --start "$work/reader" --out "$work/y173" --seed 173 \
    --dropout 0 --hidden 0.02 $recent
python "$here/average.py" --out "$work/z" "$work/reader" "$work/reader" "$work/y171" "$work/y173"
# A mean of encoders wants heads and a relater of its own.
python $train --replay 0 --held 0 --frozen 12 --dropout 0 --hidden 0 --batch 8 --blur --exchange \
    --epochs 1 --start "$work/z" --out "$work/zf" --seed 5 $recent
python "$here/train_heads.py" --data "$data" --base "$work/base" --run "$work/zf" \
    --out "$work/last_reader" --passes 2
# The articles we1 to wg0, as they came; the model before counts three times.
left=w?,w[1-4]?,wc[6-9],wd0
last=wg[1-9],w[h-n]?
new="$more --epochs 2 --rate 1.2e-4 --start $work/last_reader --fewer w[5-9]?,wa?,wb?,wc?"
for seed in 181 182; do
    python $new --share 0.3 --out "$work/j$seed" --seed $seed --without $left,w[fg]?,$last
done
python $new --share 0.3 --out "$work/j183" --seed 183 --without $left,wf9,wg0,$last
python $new --share 0.2 --out "$work/j184" --seed 184 --without $left,$last
parts="$work/last_reader $work/last_reader $work/last_reader"
python "$here/average.py" --out "$work/k" $parts "$work/j181" "$work/j182" "$work/j183" "$work/j184"
fit="$train --replay 0 --held 0 --frozen 12 --dropout 0 --hidden 0 --batch 8 --blur --exchange --epochs 1 --seed 5"
python $fit --start "$work/k" --out "$work/kf" --without $left,$last
python "$here/train_heads.py" --data "$data" --base "$work/base" --run "$work/kf" \
    --out "$work/listed" --passes 2
# The articles wg1 to wk9, as they came; the model before counts three times.
new="$more --epochs 2 --rate 1.2e-4 --share 0.2 --start $work/listed --fewer w[5-9]?,w[a-f]?,wg0"
python $new --out "$work/l185" --seed 185 --without $left,wg[48],wh[26],wi[0347],wj0,w[k-n]?
python $new --out "$work/l186" --seed 186 --without $left,wi4,w[k-n]?
python $new --out "$work/l187" --seed 187 --without $left,w[l-n]?
python $new --out "$work/l188" --seed 188 --without $left,w[l-n]?
parts="$work/listed $work/listed $work/listed"
python "$here/average.py" --out "$work/m" $parts "$work/l185" "$work/l186" "$work/l187" "$work/l188/epoch1"
python $fit --start "$work/m" --out "$work/mf" --without $left,w[l-n]?
python "$here/train_heads.py" --data "$data" --base "$work/base" --run "$work/mf" \
    --out "$work/told" --passes 2
# The articles wl0 to wl7, of all sections of a newspaper; the model before counts twice.
new="$more --epochs 2 --rate 1.2e-4 --start $work/told --fewer w[5-9]?,w[a-k]? --without $left,w[mn]?"
python $new --out "$work/n191" --seed 191 --share 0.2
python $new --out "$work/n192" --seed 192 --share 0.25
python "$here/average.py" --out "$work/o" "$work/told" "$work/told" "$work/n191" "$work/n192"
python $fit --start "$work/o" --out "$work/of" --without $left,w[mn]?
python "$here/train_heads.py" --data "$data" --base "$work/base" --run "$work/of" \
    --out "$work/shipped" --passes 2
python "$here/export_encoder.py" --run "$work/shipped" --base "$work/base" --out "$models/default"

for model in fast default; do
    python "$here/score_model.py" --data "$data" --model "$models/$model"
done
