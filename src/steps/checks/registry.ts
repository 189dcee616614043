import { clockStart } from '../actions/clock-start.ts';
import { clockStop } from '../actions/clock-stop.ts';
import { evidenceCollect } from '../actions/evidence-collect.ts';
import { fileKeep } from '../actions/file-keep.ts';
import { githubApprove } from '../actions/github-approve.ts';
import { githubDispatch } from '../actions/github-dispatch.ts';
import { jobRun } from '../actions/job-run.ts';
import { lockAcquire } from '../actions/lock-acquire.ts';
import { lockRelease } from '../actions/lock-release.ts';
import { mailSend } from '../actions/mail-send.ts';
import { manifestApply } from '../actions/manifest-apply.ts';
import { manifestDiff } from '../actions/manifest-diff.ts';
import { manifestRender } from '../actions/manifest-render.ts';
import { manifestSetImages } from '../actions/manifest-set-images.ts';
import { pagerdutyIncident } from '../actions/pagerduty-incident.ts';
import { pagerdutyMaintenance } from '../actions/pagerduty-maintenance.ts';
import { pagerdutyMaintenanceEnd } from '../actions/pagerduty-maintenance-end.ts';
import { pagerdutyNote } from '../actions/pagerduty-note.ts';
import { pagerdutyResolve } from '../actions/pagerduty-resolve.ts';
import { postMortemWrite } from '../actions/post-mortem-write.ts';
import { rollbackRevisions } from '../actions/rollback-revisions.ts';
import { poolRaise } from '../actions/pool-raise.ts';
import { rolloutWaves } from '../actions/rollout-waves.ts';
import { silenceCreate } from '../actions/silence-create.ts';
import { silenceExpire } from '../actions/silence-expire.ts';
import { slackPost } from '../actions/slack-post.ts';
import { snapshotRestore } from '../actions/snapshot-restore.ts';
import { snapshotTake } from '../actions/snapshot-take.ts';
import { workloadRestart } from '../actions/workload-restart.ts';
import { workloadScale } from '../actions/workload-scale.ts';
import { statuspageIncident } from '../actions/statuspage-incident.ts';
import { statuspageMaintenance } from '../actions/statuspage-maintenance.ts';
import { statuspageMaintenanceEnd } from '../actions/statuspage-maintenance-end.ts';
import { schemaRecord } from '../actions/schema-record.ts';
import { accessCan } from './access-can.ts';
import { backupFresh } from './backup-fresh.ts';
import { certExpiry } from './cert-expiry.ts';
import { writersStart } from '../actions/writers-start.ts';
import { writersStop } from '../actions/writers-stop.ts';
import { clickhouseStats } from './clickhouse-stats.ts';
import { clusterIdentity } from './cluster-identity.ts';
import { clusterReady } from './cluster-ready.ts';
import { command } from './command.ts';
import { contactsFor } from './contacts-for.ts';
import type { Check } from './define-check.ts';
import { decisionMatrix } from './decision-matrix.ts';
import { diagnoseDb } from './diagnose-db.ts';
import { diagnoseErrors } from './diagnose-errors.ts';
import { diagnoseLatency } from './diagnose-latency.ts';
import { diagnosePods } from './diagnose-pods.ts';
import { diagnoseSecrets } from './diagnose-secrets.ts';
import { endpointsReady } from './endpoints-ready.ts';
import { eventsNone } from './events-none.ts';
import { execCheck } from './exec-check.ts';
import { file } from './file.ts';
import { gitCi } from './git-ci.ts';
import { githubDeployment } from './github-deployment.ts';
import { githubPending } from './github-pending.ts';
import { githubWait } from './github-wait.ts';
import { grafanaHealth } from './grafana-health.ts';
import { hpaHealthy } from './hpa-healthy.ts';
import { httpCheck } from './http-check.ts';
import { httpFlow } from './http-flow.ts';
import { imageExists } from './image-exists.ts';
import { logRate } from './log-rate.ts';
import { manifestApproved } from './manifest-approved.ts';
import { manifestDrift } from './manifest-drift.ts';
import { manifestDryRun } from './manifest-dry-run.ts';
import { manifestImages } from './manifest-images.ts';
import { manifestObjects } from './manifest-objects.ts';
import { manifestRefs } from './manifest-refs.ts';
import { natsLag } from './nats-lag.ts';
import { pagerdutyAccess } from './pagerduty-access.ts';
import { pdbOk } from './pdb-ok.ts';
import { pgStats } from './pg-stats.ts';
import { podsStable } from './pods-stable.ts';
import { promAlerts } from './prom-alerts.ts';
import { promCompare } from './prom-compare.ts';
import { promQuery } from './prom-query.ts';
import { promRules } from './prom-rules.ts';
import { promTargets } from './prom-targets.ts';
import { quotaHeadroom } from './quota-headroom.ts';
import { rollbackHistory } from './rollback-history.ts';
import { rolloutWait } from './rollout-wait.ts';
import { silenceNone } from './silence-none.ts';
import { secretUsers } from './secret-users.ts';
import { schemaVersions } from './schema-versions.ts';
import { snapshotChanges } from './snapshot-changes.ts';
import { snapshotMatches } from './snapshot-matches.ts';
import { toolsVersion } from './tools-version.ts';
import { variablesSet } from './variables-set.ts';
import { vaultHealth } from './vault-health.ts';
import { vaultLogin } from './vault-login.ts';
import { windowOpen } from './window-open.ts';

/** Every check and action. A new one is one file and one line here. */
const checks: readonly Check[] = [
  manifestImages,
  manifestSetImages,
  manifestRender,
  manifestObjects,
  manifestRefs,
  manifestDryRun,
  manifestDiff,
  manifestApproved,
  manifestApply,
  manifestDrift,
  imageExists,
  command,
  file,
  httpCheck,
  httpFlow,
  execCheck,
  logRate,
  toolsVersion,
  windowOpen,
  contactsFor,
  clockStart,
  clockStop,
  postMortemWrite,
  clusterIdentity,
  clusterReady,
  accessCan,
  quotaHeadroom,
  certExpiry,
  rolloutWait,
  rolloutWaves,
  podsStable,
  endpointsReady,
  promQuery,
  promCompare,
  promTargets,
  promAlerts,
  promRules,
  grafanaHealth,
  vaultHealth,
  vaultLogin,
  backupFresh,
  variablesSet,
  secretUsers,
  schemaRecord,
  schemaVersions,
  decisionMatrix,
  gitCi,
  githubDeployment,
  pgStats,
  clickhouseStats,
  natsLag,
  githubDispatch,
  githubWait,
  githubPending,
  githubApprove,
  evidenceCollect,
  hpaHealthy,
  pdbOk,
  eventsNone,
  fileKeep,
  jobRun,
  lockAcquire,
  lockRelease,
  snapshotTake,
  snapshotRestore,
  snapshotChanges,
  snapshotMatches,
  rollbackHistory,
  rollbackRevisions,
  writersStop,
  writersStart,
  diagnosePods,
  diagnoseErrors,
  diagnoseDb,
  diagnoseSecrets,
  diagnoseLatency,
  workloadRestart,
  workloadScale,
  poolRaise,
  pagerdutyAccess,
  pagerdutyMaintenance,
  pagerdutyMaintenanceEnd,
  pagerdutyIncident,
  pagerdutyResolve,
  pagerdutyNote,
  statuspageMaintenance,
  statuspageMaintenanceEnd,
  statuspageIncident,
  silenceCreate,
  silenceExpire,
  silenceNone,
  slackPost,
  mailSend,
];

const byName: ReadonlyMap<string, Check> = new Map(checks.map((check) => [check.name, check]));

export function findCheck(name: string): Check | undefined {
  return byName.get(name);
}

/** Names of the checks of these modes, in order of the list. */
export function checkNames(modes: readonly Check['mode'][]): readonly string[] {
  return checks.filter(({ mode }) => modes.includes(mode)).map(({ name }) => name);
}

export function allChecks(): readonly Check[] {
  return checks;
}
