# Allocator and OpenMP settings for training on a CPU: without them a step was seen to take 15 times as long.
export MALLOC_MMAP_THRESHOLD_=4294967296 MALLOC_TRIM_THRESHOLD_=17179869184 MALLOC_TOP_PAD_=268435456
export MALLOC_ARENA_MAX=1 OMP_WAIT_POLICY=passive GOMP_SPINCOUNT=0 KMP_BLOCKTIME=0
