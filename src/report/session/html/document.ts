import type { Verification } from '../../../session/log/verification.ts';
import { phaseText } from '../describe-session.ts';
import type { Exported } from '../export/exported.ts';
import { stepStories } from '../story.ts';
import { courseSection } from './course.ts';
import { integritySection, verificationTone } from './integrity.ts';
import { html, type Markup } from './markup.ts';
import { createOutputBudget } from './output.ts';
import { peopleSection, signoffSection } from './people.ts';
import { stepCard, stepIndex } from './step.ts';
import { style, styleSource } from './style.ts';
import { outcomeTone, rehearsalBanner, summarySection } from './summary.ts';
import { pictureSection } from './timeline/picture.ts';
import { badge } from './tone.ts';

/**
 * A session as one HTML file that needs nothing else: no script, no picture, no font and no request. Whatever came from
 * outside stands in it as text. It is made step by step, so that outputs of any size fit in memory.
 */
export async function* exportHtml(exported: Exported): AsyncGenerator<string> {
  const { session, records } = exported;
  const verification = await exported.verify();
  const stories = stepStories(session, records);
  yield head(exported).markup;
  yield opening(exported, verification).markup;
  yield summarySection(session).markup;
  yield integritySection(session, verification).markup;
  yield peopleSection(records).markup;
  yield signoffSection(stories, verification).markup;
  yield pictureSection(session, stories).markup;
  yield stepIndex(stories, exported.titles).markup;
  const budget = createOutputBudget();
  for (const [index, story] of stories.entries()) {
    yield (await stepCard(story, index, { ...exported, verification, budget })).markup;
  }
  yield '</section>\n';
  yield courseSection(session).markup;
  yield closing(exported, verification).markup;
}

function head({ session: { state } }: Exported): Markup {
  const policy = `default-src 'none'; style-src ${styleSource}; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no">
<title>${state.runbookId}: ${phaseText(state.phase)} (${state.session})</title>
<style>${{ markup: style }}</style>
</head>
`;
}

function opening({ session }: Exported, { state }: Verification): Markup {
  const { phase, runbookId, environment } = session.state;
  return html`<body>
<a class="skip" href="#main">To the content</a>
<header>
${rehearsalBanner(session)}
<h1>${runbookId}: ${phaseText(phase)}</h1>
<p class="soft">Session <code>${session.state.session}</code></p>
<p>${badge(outcomeTone(session), phaseText(phase))}${badge(verificationTone(state), state.replace('-', ' '))}${environment.production ? badge('warning', 'production') : badge('plain', 'not production')}</p>
</header>
<nav aria-label="Contents"><ul>
<li><a href="#summary">Summary</a></li>
<li><a href="#integrity">Verification</a></li>
<li><a href="#people">People</a></li>
<li><a href="#signoffs">Sign-offs</a></li>
<li><a href="#timeline">Timeline</a></li>
<li><a href="#steps">Steps</a></li>
<li><a href="#course">Everything that happened</a></li>
</ul></nav>
<main id="main">
`;
}

function closing({ session, records }: Exported, { head: digest }: Verification): Markup {
  const { tool } = session.started;
  return html`</main>
<footer>
<p>Made of the ${records.length} records of the log of <code>${session.state.session}</code>, head <code>${digest}</code>, which teei-runbook ${tool.version} began. This file proves nothing by itself: <code>teei-runbook sessions verify</code> does, on the session’s folder.</p>
</footer>
</body>
</html>
`;
}
