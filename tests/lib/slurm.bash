# SPDX-License-Identifier: MIT
#
# A Slurm of one's own: a controller and three nodes on this machine, without
# systemd, for the tests of pipelines/dist. Everything stands in one folder and
# goes with it.

slurm_missing() {
	local program
	for program in slurmctld slurmd sbatch squeue munged; do
		command -v "$program" >/dev/null || {
			echo "$program is not installed"
			return
		}
	done
}

# slurm_start FOLDER: SLURM_CONF is set; false when the nodes do not come up.
slurm_start() {
	local at=$1 host user base tries=0 n
	host=$(hostname -s) user=$(id -un) base=$((20000 + RANDOM % 20000))
	mkdir -p "$at"/{etc,log,run,state,spool}
	mkdir -m 700 "$at/etc/m"
	head -c 1024 /dev/urandom >"$at/etc/m/key"
	chmod 400 "$at/etc/m/key"
	echo 'CgroupPlugin=autodetect' >"$at/etc/cgroup.conf"
	cat >"$at/etc/slurm.conf" <<-END
	ClusterName=bif
	SlurmctldHost=$host(127.0.0.1)
	SlurmUser=$user
	SlurmdUser=$user
	SlurmctldPort=$base
	AuthType=auth/munge
	AuthInfo=socket=$at/run/munge.sock,cred_expire=5
	CredType=cred/munge
	StateSaveLocation=$at/state
	SlurmdSpoolDir=$at/spool/%n
	SlurmctldPidFile=$at/run/slurmctld.pid
	SlurmdPidFile=$at/run/slurmd.%n.pid
	SlurmctldLogFile=$at/log/slurmctld.log
	SlurmdLogFile=$at/log/slurmd.%n.log
	ProctrackType=proctrack/pgid
	TaskPlugin=task/none
	JobAcctGatherType=jobacct_gather/none
	AccountingStorageType=accounting_storage/none
	MpiDefault=none
	SwitchType=switch/none
	SelectType=select/cons_tres
	SelectTypeParameters=CR_Core
	SchedulerType=sched/backfill
	SchedulerParameters=sched_interval=2,bf_interval=2,batch_sched_delay=0
	ReturnToService=2
	SlurmctldTimeout=30
	SlurmdTimeout=10
	TCPTimeout=2
	MessageTimeout=5
	InactiveLimit=0
	MinJobAge=300
	KillWait=2
	UnkillableStepTimeout=30
	JobRequeue=1
	RequeueExit=75
	DependencyParameters=kill_invalid_depend
	MailProg=/bin/true
	PropagateResourceLimits=NONE
	NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((base + 1)) CPUs=2 RealMemory=500 State=UNKNOWN
	NodeName=n2 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((base + 2)) CPUs=2 RealMemory=500 State=UNKNOWN
	NodeName=n3 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((base + 3)) CPUs=2 RealMemory=500 State=UNKNOWN
	PartitionName=bif Nodes=n[1-3] Default=YES MaxTime=INFINITE State=UP
	END
	export SLURM_CONF=$at/etc/slurm.conf
	munged --key-file="$at/etc/m/key" --socket="$at/run/munge.sock" \
		--pid-file="$at/run/munged.pid" \
		--log-file="$at/log/munged.log" \
		--seed-file="$at/state/munged.seed" --num-threads=2 --force \
		>"$at/log/start" 2>&1 || return
	slurm_controller "$at" || return
	for n in n1 n2 n3; do
		mkdir -p "$at/spool/$n"
		slurmd -N "$n" -f "$SLURM_CONF" 3>&- >>"$at/log/start" 2>&1 ||
			return
	done
	until [ "$(sinfo -h -o %T 2>/dev/null | sort -u)" = idle ]; do
		[ $((tries += 1)) -lt 300 ] || return
		sleep 0.1
	done
}

slurm_controller() {
	slurmctld -i -f "$SLURM_CONF" 3>&- >>"$1/log/start" 2>&1
}

# slurm_pids FOLDER NODE: its daemon, and the steps and tasks that it started.
slurm_pids() {
	local pid job
	pid=$(cat "$1/run/slurmd.$2.pid")
	echo "$pid"
	for job in $(squeue -h -w "$2" -o %A); do
		for pid in $(pgrep -f "slurmstepd: \[$job"); do
			echo "$pid"
			pgrep -P "$pid"
		done
	done
}

slurm_stop() {
	local file
	for file in "$1"/run/slurmd.*.pid "$1/run/slurmctld.pid" \
		"$1/run/munged.pid"; do
		[ -s "$file" ] && kill "$(cat "$file")" 2>/dev/null
	done
	return 0
}
