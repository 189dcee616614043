import { createHash } from 'node:crypto';

const light =
  '--page:#ffffff;--card:#f5f6f8;--text:#1b1f23;--soft:#4d5761;--line:#c9d0d8;--good:#0a6131;--bad:#a8201a;--warning:#7a4300;--plain:#4d5761;--link:#0b4fb3;--bar:#2f6fb5';
const dark =
  '--page:#14171b;--card:#1d2228;--text:#e7eaee;--soft:#aab4be;--line:#3a434d;--good:#79d7a0;--bad:#ff9d94;--warning:#f3c073;--plain:#aab4be;--link:#8fbfff;--bar:#6ea8e6';

/** The whole look: no font, picture or script from elsewhere. Contrast of every pair of colours is 4.5 or more. */
export const style = `
:root{color-scheme:light dark;${light}}
@media (prefers-color-scheme:dark){:root{${dark}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--text);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
header,nav,main,footer{max-width:68rem;margin:0 auto;padding:0 1rem}
header{padding-top:1.5rem}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .25rem;overflow-wrap:anywhere}
h2{font-size:1.25rem;margin:2.25rem 0 .75rem;padding-bottom:.25rem;border-bottom:1px solid var(--line)}
h3{font-size:1.05rem;margin:0;overflow-wrap:anywhere}
h4{font-size:1rem;margin:1rem 0 .25rem}
p{margin:.4rem 0;overflow-wrap:anywhere}
a{color:var(--link)}
a:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.soft{color:var(--soft)}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;background:var(--page);padding:.5rem}
.badge{display:inline-block;border:1px solid currentColor;border-radius:1rem;padding:.05rem .65rem;margin:.15rem .25rem .15rem 0;font-weight:600}
.good{color:var(--good)}.bad{color:var(--bad)}.warning{color:var(--warning)}.plain{color:var(--plain)}
.banner{border:2px solid var(--warning);border-radius:.4rem;padding:.5rem .75rem;font-weight:600}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:.75rem 0;padding:0}
nav a{display:inline-block;padding:.25rem 0}
dl{display:grid;grid-template-columns:minmax(7rem,max-content) 1fr;gap:.3rem 1rem;margin:.5rem 0}
dt{color:var(--soft)}
dt::first-letter{text-transform:uppercase}
dd{margin:0;overflow-wrap:anywhere;min-width:0;white-space:pre-line}
.card{border:1px solid var(--line);border-radius:.4rem;background:var(--card);padding:.75rem 1rem;margin:0 0 1rem}
ul.bare,ol.bare{list-style:none;margin:0 0 1rem;padding:0}
li{overflow-wrap:anywhere}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.875rem}
code{overflow-wrap:anywhere}
pre{margin:.5rem 0;padding:.6rem .75rem;border:1px solid var(--line);border-radius:.3rem;background:var(--page);white-space:pre-wrap;overflow-wrap:anywhere;tab-size:8;unicode-bidi:plaintext}
summary{cursor:pointer;padding:.3rem 0;overflow-wrap:anywhere}
.index li{padding:.15rem 0}
.found{margin:.4rem 0;padding-left:.75rem;border-left:3px solid var(--line)}
.found.bad{border-color:var(--bad)}.found.warning{border-color:var(--warning)}.found.good{border-color:var(--good)}
.found p,.found pre{color:var(--text)}
.course li{padding:.3rem 0;border-bottom:1px solid var(--line)}
.course time{font-variant-numeric:tabular-nums}
.timeline{display:block;width:100%;overflow:hidden}
.timeline text{font-size:12px;fill:var(--text)}
.timeline .axis{fill:var(--soft)}
.timeline line{stroke:var(--line)}
.timeline .gap{fill:var(--card)}
.timeline .bar{fill:var(--bar)}
.timeline .bar.good{fill:var(--good)}.timeline .bar.warning{fill:var(--warning)}.timeline .bar.plain{fill:var(--plain)}
.timeline .bar.bad{fill:url(#hatch);stroke:var(--bad)}
.timeline .hatch{stroke:var(--bad);stroke-width:3}
footer{margin-top:2.5rem;padding-top:.75rem;padding-bottom:2rem;border-top:1px solid var(--line);color:var(--soft)}
@media (max-width:36rem){dl{grid-template-columns:1fr;gap:0}dd{margin:0 0 .5rem}.card{padding:.6rem .7rem}h1{font-size:1.35rem}}
@media print{
:root{color-scheme:light;${light}}
@page{margin:15mm}
body{font-size:10pt}
header,nav,main,footer{max-width:none;padding:0}
nav,.skip{display:none}
a{color:inherit;text-decoration:none}
h2,h3,h4,summary{break-after:avoid}
.card{border-left-width:3px;background:none}
li,.found,dl,.timeline{break-inside:avoid}
details.short::details-content{content-visibility:visible;display:block}
}
`;

/** What the content security policy has to allow for this style, and for nothing else. */
export const styleSource = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
