import { problem } from '../../problem/problem.ts';
import { visibleText } from '../../problem/visible-text.ts';
import { columns, toText } from '../../report/text/layout.ts';
import { isUnfilled } from '../../runbook/contacts.ts';
import type { Contact, Inventory } from '../../runbook/inventory.ts';
import { formatDuration } from '../../runbook/values/duration.ts';
import { exitCode } from '../exit-codes.ts';
import { type Io, print } from '../io.ts';
import { libraryOf } from '../open-library.ts';
import { reportProblems } from '../report-problems.ts';
import { styleOf } from '../screen.ts';

/** `contacts`: whom to call, in the order of platform.yaml. Gives 2 where there is no platform.yaml, or none that is valid. */
export async function contactsCommand(io: Io, options: { readonly json: boolean }): Promise<number> {
  const read = (await libraryOf(io)).inventory(undefined);
  if (!read.ok) {
    await reportProblems(io, read.problems);
    return exitCode('usage');
  }
  if (read.value === undefined) {
    const hint = 'Write one with: teei-runbook init';
    await reportProblems(io, [problem('run/no-inventory', 'There is no platform.yaml in reach.', { hint })]);
    return exitCode('usage');
  }
  const { inventory } = read.value;
  await print(io.stdout, options.json ? asJson(inventory) : asText(inventory, io));
  return exitCode('completed');
}

function asJson({ contacts }: Inventory): string {
  const rows = contacts.map((contact) => ({
    role: contact.role,
    filledIn: !isUnfilled(contact),
    ...(isUnfilled(contact) ? {} : { name: contact.name, contact: contact.contact }),
    ...(contact.escalateAfter === undefined ? {} : { escalateAfter: formatDuration(contact.escalateAfter) }),
    for: contact.for,
  }));
  return `${JSON.stringify(rows, undefined, 2)}\n`;
}

function asText(inventory: Inventory, io: Io): string {
  const style = styleOf(io);
  const { contacts } = inventory;
  const known = contacts.filter((contact) => !isUnfilled(contact));
  const unfilled = contacts.filter(isUnfilled).map(({ role }) => visibleText(role));
  const head = ['ROLE', 'NAME', 'CONTACT', 'CALLED'];
  const table =
    known.length === 0 ? ['Nobody is there yet.'] : columns([head, ...known.map(row)], style.width);
  const pages = statusPages(inventory);
  const gaps =
    unfilled.length === 0
      ? []
      : [
          '',
          style.paint('yellow', `Not filled in yet: ${unfilled.join(', ')}`),
          `Write name and contact into ${visibleText(inventory.path)}, below contacts.`,
        ];
  return toText([...table, ...(pages.length === 0 ? [] : ['', ...pages]), ...gaps]);
}

function row(contact: Contact): readonly string[] {
  return [contact.role, contact.name, contact.contact]
    .map((text) => visibleText(text))
    .concat(whenCalled(contact));
}

/** Such as `sev-1, sev-2; if nobody answers for 15m`. */
function whenCalled({ for: severities, escalateAfter }: Contact): string {
  const parts = [
    ...(severities.length === 0 ? [] : [severities.join(', ')]),
    ...(escalateAfter === undefined ? [] : [`if nobody has answered for ${formatDuration(escalateAfter)}`]),
  ];
  return parts.length === 0 ? 'always' : parts.join('; ');
}

function statusPages({ environments }: Inventory): readonly string[] {
  return Object.values(environments).flatMap(({ name, endpoints }) => {
    const page = endpoints['status-page'];
    return page === undefined ? [] : [`Status page of ${name}: ${visibleText(page)}`];
  });
}
