import type { SessionRecord } from '../../session/record.ts';
import { type Debrief, debriefOf } from '../../rehearsal/debrief/debrief.ts';
import type { Finding } from '../../rehearsal/debrief/findings.ts';
import { labelled, toText, wrap } from '../../report/text/layout.ts';
import type { TextStyle } from '../../report/text/style.ts';
import type { Scenario } from '../../rehearsal/scenario/model.ts';
import type { ScenarioPlace } from './scenario-library.ts';

/** The debrief of a rehearsal, as it is told when it has ended. */
export function debriefText(records: readonly SessionRecord[], scenario: Scenario, style: TextStyle): string {
  return toText(debriefLines(debriefOf(records, scenario), style));
}

/** That of a session that is shown later, by its scenario as the library has it now. Empty: it is no rehearsal. */
export async function laterDebriefText(
  records: readonly SessionRecord[],
  place: ScenarioPlace,
  style: TextStyle,
): Promise<string> {
  const first = records.map(({ event }) => event).find((event) => event.type === 'session.started');
  if (first?.rehearsal === undefined) return '';
  const { loadScenario } = await import('./scenario-library.ts');
  const scenario = loadScenario(first.rehearsal, place);
  if (scenario.ok) return debriefText(records, scenario.value, style);
  const text = `The scenario ${first.rehearsal} can’t be read here, so this session is not compared with it.`;
  return toText(['', ...wrap(text, style.width)]);
}

/** A debrief as lines that fit the width. */
function debriefLines({ title, times, findings, told }: Debrief, style: TextStyle): readonly string[] {
  const { width } = style;
  return [
    '',
    ...wrap(`Debrief: ${title}`, width).map((line) => style.paint('bold', line)),
    ...times.flatMap(([label, text]) =>
      labelled(style.paint('dim', label), text, { indent: 2, label: 18, width }),
    ),
    ...(times.length === 0 ? [] : ['']),
    ...findings.flatMap((finding) => findingLines(finding, style)),
    '',
    ...wrap('What a good operator does:', width).map((line) => style.paint('bold', line)),
    ...wrap(told, width - 2).map((line) => `  ${line}`),
  ];
}

/** Never by colour alone. */
const marks = {
  good: { mark: '+', colour: 'green' },
  otherwise: { mark: '!', colour: 'yellow' },
  note: { mark: '-', colour: 'dim' },
} as const satisfies Record<Finding['tone'], { mark: string; colour: Parameters<TextStyle['paint']>[0] }>;

function findingLines({ tone, text }: Finding, style: TextStyle): readonly string[] {
  const { mark, colour } = marks[tone];
  return labelled(style.paint(colour, mark), text, { indent: 2, label: 2, width: style.width });
}
