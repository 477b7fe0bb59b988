#!/usr/bin/env bash
# start.sh - a real SLURM on this machine, for tests: two nodes of 2 CPUs each, no accounting.
#
# Debian or Ubuntu, as root; neither systemd nor cgroups are needed. `stop.sh` ends it.
# Everything is kept in /run/paraverse-slurm; only slurm.conf has to be in /etc/slurm, as the jobs
# do not inherit SLURM_CONF.
#
# Exit status: 0 ready, 1 failed, 3 cannot be done on this machine.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dir=/run/paraverse-slurm conf=/etc/slurm/slurm.conf
mark="# Written by the tests of paraverse; stop.sh removes it"

refuse() { echo "start.sh: $*" >&2; exit 3; }
fail() { echo "start.sh: $*" >&2; tail -n 20 "$dir"/*.log >&2; "$here/stop.sh"; exit 1; }

[ "$(id -u)" = 0 ] || refuse "only root can start SLURM"
if [ -e $conf ]; then
    grep -qF "$mark" $conf || refuse "$conf belongs to another SLURM"
    ! timeout 10 sinfo >/dev/null 2>&1 || refuse "it runs already; end it with stop.sh"
fi
"$here/stop.sh" # what a killed test left behind
if ! type munged slurmctld slurmd >/dev/null 2>&1; then
    command -v apt-get >/dev/null || refuse "there is no SLURM, and no apt-get to install it"
    install() {
        DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends \
            munge slurm-wlm >/dev/null
    }
    install || { apt-get update -qq && install; } || refuse "the packages cannot be installed"
fi

mkdir -p "$dir/state" /etc/slurm
cat > $conf <<CONF
$mark
ClusterName=test
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=16817
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$dir/munge.socket
StateSaveLocation=$dir/state
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/slurmd-%n.pid
SlurmdSpoolDir=$dir/spool-%n
ProctrackType=proctrack/pgid
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
# The nodes share one machine, whatever it has
SlurmdParameters=config_overrides
# A job that takes more than its mem_mb is ended
JobAcctGatherType=jobacct_gather/linux
JobAcctGatherFrequency=task=1
JobAcctGatherParams=OverMemoryKill
SchedulerParameters=batch_sched_delay=0,sched_interval=2,bf_interval=2
ReturnToService=2
# Seconds from SIGTERM to SIGKILL
KillWait=2
# What no node can ever serve fails at once
EnforcePartLimits=ALL
NodeName=n1 NodeHostname=localhost NodeAddr=127.0.0.1 Port=16901 CPUs=2 RealMemory=4000
NodeName=n2 NodeHostname=localhost NodeAddr=127.0.0.1 Port=16902 CPUs=2 RealMemory=4000
PartitionName=main Nodes=ALL Default=YES MaxTime=60
CONF

start() { # start NAME COMMAND...: a daemon, and note its PID and start time
    local name=$1; shift
    setsid "$@" </dev/null >"$dir/$name.log" 2>&1 &
    echo "$! $(cut -d' ' -f22 "/proc/$!/stat")" > "$dir/$name.started"
}
wait_until() { # wait_until WHAT COMMAND...
    local what=$1 end=$((SECONDS + 30)); shift
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $end ] || fail "$what did not come up"
        sleep 0.2
    done
}
munge_answers() { munge -n -S "$dir/munge.socket" | unmunge -S "$dir/munge.socket"; }
nodes_are_idle() { [ "$(sinfo -hN -o %t)" = $'idle\nidle' ]; }

mungekey --create --keyfile="$dir/munge.key"
start munged munged --foreground --key-file="$dir/munge.key" --socket="$dir/munge.socket" \
    --pid-file="$dir/munged.pid" --seed-file="$dir/munge.seed"
wait_until munged munge_answers
start slurmctld slurmctld -D
wait_until slurmctld sinfo
for node in n1 n2; do start "slurmd-$node" slurmd -D -N $node; done
wait_until "the nodes" nodes_are_idle
