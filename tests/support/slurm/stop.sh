#!/usr/bin/env bash
# stop.sh - end the SLURM that start.sh started, and nothing else. Does no harm if none runs.
set -euo pipefail

dir=/run/paraverse-slurm conf=/etc/slurm/slurm.conf
mark="# Written by the tests of paraverse; stop.sh removes it"

still_running() { # PIDs of the daemons; by their start times, as a PID may be another's by now
    local file pid started
    for file in "$dir"/*.started; do
        [ -s "$file" ] || continue
        read -r pid started < "$file"
        [ "$(cut -d' ' -f22 "/proc/$pid/stat" 2>/dev/null)" != "$started" ] || echo "$pid"
    done
}

if grep -qsF "$mark" $conf; then
    # Jobs first: they outlive the daemons
    timeout 10 scancel --user=root 2>/dev/null || true
    for _ in $(seq 50); do
        [ -n "$(timeout 10 squeue -h 2>/dev/null)" ] || break
        sleep 0.2
    done
fi
for signal in TERM KILL; do
    for pid in $(still_running); do kill -$signal "$pid" 2>/dev/null || true; done
    for _ in $(seq 150); do
        [ -n "$(still_running)" ] || break
        sleep 0.1
    done
done
! grep -qsF "$mark" $conf || rm -f $conf
rm -rf "$dir"
