import { xmlText } from '../text/xml.ts';
import type { CaseFault, CaseResult } from './case-result.ts';

/**
 * The results as JUnit XML, as CI systems read it (the schema of Apache Ant's junitreport, as Jenkins and GitLab
 * take it): a test suite for each file of tests, a failure where a case came out in another way.
 */
export function resultsAsJunit(results: readonly CaseResult[]): string {
  const paths = [...new Set(results.map(({ path }) => path))];
  const suites = paths.map((path) =>
    suite(
      path,
      results.filter((each) => each.path === path),
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${totals(results)}>\n${suites.join('')}</testsuites>\n`;
}

function suite(path: string, results: readonly CaseResult[]): string {
  return `  <testsuite name="${xmlText(path)}" ${totals(results)}>\n${results.map(testCase).join('')}  </testsuite>\n`;
}

function totals(results: readonly CaseResult[]): string {
  const failures = results.filter(({ faults }) => faults.length > 0).length;
  const time = results.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return `tests="${results.length}" failures="${failures}" errors="0" skipped="0" time="${seconds(time)}"`;
}

function testCase({ name, runbook, milliseconds, faults, lines }: CaseResult): string {
  const head = `    <testcase classname="${xmlText(runbook)}" name="${xmlText(name)}" time="${seconds(milliseconds)}"`;
  const [first] = faults;
  if (first === undefined) return `${head}/>\n`;
  const output = lines.length === 0 ? '' : `      <system-out>${xmlText(lines.join('\n'))}</system-out>\n`;
  const text = xmlText(faults.map(faultText).join('\n'));
  const failure = `      <failure message="${xmlText(first.what)}">${text}</failure>\n`;
  return `${head}>\n${failure}${output}    </testcase>\n`;
}

function faultText({ what, expected, observed, next }: CaseFault): string {
  const told = [what, `  expected: ${expected}`, `  observed: ${observed}`];
  return [...told, ...(next === undefined ? [] : [`  next: ${next}`])].join('\n');
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
