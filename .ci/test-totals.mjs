// node .ci/test-totals.mjs REPORT.json… — sums vitest's JSON reports and prints one line, for the end of .ci/run.
// Plain JavaScript without packages, so that it also runs where the installation failed.
import { readFileSync } from 'node:fs';

const failedRun = {
  numPassedTests: 0,
  numFailedTests: 1,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
};

/** A report that is missing or cut off counts as one failure: its tests did not run to the end. */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    process.stdout.write(`no test report: ${error.message}\n`);
    return failedRun;
  }
}

/** Test files that failed as a whole, before any of their tests could. */
function brokenFiles(report) {
  return report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
}

const reports = process.argv.slice(2).map(readReport);
const sum = (count) => reports.reduce((total, report) => total + count(report), 0);

const passed = sum((report) => report.numPassedTests);
const failed = sum((report) => report.numFailedTests + brokenFiles(report));
const skipped = sum((report) => report.numPendingTests + report.numTodoTests);
process.stdout.write(`tests: ${passed} passed, ${failed} failed, ${skipped} skipped\n`);
