/* report-style.c - the look of a report's page. SPDX-License-Identifier: MIT */
#include "report-style.h"

/* Colours are told apart by eyes that see no red or no green: they differ in lightness along the
 * order they are stacked in, after Okabe and Ito. on-*: the letters on each, at 4.5 to 1 or more.
 */
#define LIGHT                                                                                   \
	"--bg:#fdfdfb;--card:#fff;--ink:#1d2730;--dim:#56626e;--line:#dde2e6;--track:#eceff1;"  \
	"--link:#0b5aa2;--trend:#0b6aa8;--good:#1f6f54;"                                        \
	"--family1:#c4500a;--family2:#2f7fb8;--family3:#b56a9d;--family4:#4a4f57;"              \
	"--family5:#d9a514;"                                                                    \
	"--strength1:#bcd4e6;--strength2:#5b9bc8;--strength3:#174a75;"                          \
	"--on-strength1:#1d2730;--on-strength2:#10181f;--on-strength3:#fff;"                    \
	"--grade1:#7d1d07;--grade2:#c4500a;--grade3:#f0cf95;--grade4:#a3cbe6;--grade5:#12568c;" \
	"--on-grade1:#fff;--on-grade2:#fff;--on-grade3:#1d2730;--on-grade4:#1d2730;"            \
	"--on-grade5:#fff;"                                                                     \
	"--verdict1:#a9bccb;--verdict2:#e0a310;--verdict3:#c4500a;--verdict4:#6d1220;"          \
	"--share1:#2f7fb8;--share-bad1:#c4500a;--interval:#1d2730;"
#define DARK                                                                                      \
	"--bg:#13181d;--card:#1a2127;--ink:#e6eaee;--dim:#a4b0bb;--line:#313b44;--track:#28313a;" \
	"--link:#7cbcf0;--trend:#6cb4ea;--good:#6fcfa9;"                                          \
	"--family1:#f08a4b;--family2:#5aa9de;--family3:#d795c2;--family4:#9aa3ad;"                \
	"--family5:#f1cd58;"                                                                      \
	"--strength1:#36536b;--strength2:#5b9bc8;--strength3:#b9dcf5;"                            \
	"--on-strength1:#fff;--on-strength2:#10181f;--on-strength3:#10181f;"                      \
	"--grade1:#a5361a;--grade2:#ee8645;--grade3:#f0cf95;--grade4:#a3cbe6;--grade5:#3f93d6;"   \
	"--on-grade1:#fff;--on-grade2:#10181f;--on-grade3:#10181f;--on-grade4:#10181f;"           \
	"--on-grade5:#10181f;"                                                                    \
	"--verdict1:#5d7385;--verdict2:#efbd45;--verdict3:#f08a4b;--verdict4:#e0526a;"            \
	"--share1:#5aa9de;--share-bad1:#f08a4b;--interval:#e6eaee;"

const char report_style[] =
	":root{color-scheme:light dark;" LIGHT "}\n"
	"@media (prefers-color-scheme:dark){:root{" DARK "}}\n"
	"@media print{:root{color-scheme:light;" LIGHT "}}\n"
	"*{box-sizing:border-box}\n"
	"body{margin:0;background:var(--bg);color:var(--ink);"
	"font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Liberation Sans',sans-serif;"
	"-webkit-text-size-adjust:100%}\n"
	"main{max-width:760px;margin:0 auto;padding:24px 16px 48px}\n"
	"h1{font-size:1.65rem;line-height:1.2;margin:0 0 4px;letter-spacing:-.01em}\n"
	"h2{font-size:1.25rem;margin:44px 0 4px;padding-top:14px;border-top:2px solid var(--ink)}\n"
	"h3{font-size:1rem;margin:0}\n"
	"p{margin:6px 0}\na{color:var(--link)}\n"
	".dim{color:var(--dim)}\n"
	".figure{margin:22px 0 30px}\n"
	".head h2{font-size:1rem;margin:0;padding:0;border:0}\n"
	".says{color:var(--dim);font-size:.9rem;max-width:38em;margin:2px 0 10px}\n"
	".empty{color:var(--dim);border-left:3px solid var(--line);padding:6px 12px;margin:10px 0}\n"
	".query{font-size:.8rem;margin:4px 0 0;white-space:nowrap}\n"
	".hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\n"
	".head{display:flex;justify-content:space-between;align-items:baseline;gap:12px}\n"
	".tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;"
	"margin:8px 0 6px}\n"
	".tile{display:flex;flex-direction:column-reverse;justify-content:flex-end;background:var(--card);"
	"border:1px solid var(--line);border-radius:10px;padding:12px 14px}\n"
	".tile dt{font-size:.85rem;line-height:1.3}\n"
	".tile dd{margin:0;line-height:1.25}\n"
	".big{display:block;font-size:2rem;font-weight:650;letter-spacing:-.02em;"
	"font-variant-numeric:tabular-nums}\n"
	".tile .dim{font-size:.8rem}\n"
	".story{margin:14px 0;padding:12px 16px;background:var(--card);border:1px solid var(--line);"
	"border-left:4px solid var(--good);border-radius:0 10px 10px 0}\n"
	".story p{margin:0 0 8px}\n"
	".story .customer{color:var(--dim);font-style:italic}\n"
	".story .customer::before,.story .reply::before{content:'\\201c'}\n"
	".story .customer::after,.story .reply::after{content:'\\201d'}\n"
	".story footer{font-size:.8rem;color:var(--dim)}\n"
	".legend{list-style:none;display:flex;flex-wrap:wrap;gap:2px 16px;margin:0 0 6px;padding:0;"
	"font-size:.85rem}\n"
	".swatch{display:inline-block;width:12px;height:12px;border-radius:3px;margin-right:6px}\n"
	".chart{display:block;max-width:100%;height:auto;overflow:visible}\n"
	".chart.narrow{display:none}\n"
	"@media (max-width:620px){.chart.wide{display:none}.chart.narrow{display:block}}\n"
	".chart text{font-size:13px;fill:var(--ink)}\n"
	".chart .axis{font-size:12px;fill:var(--dim)}\n"
	".chart .value{font-weight:600;font-variant-numeric:tabular-nums}\n"
	".chart .end{text-anchor:end}\n.chart .middle{text-anchor:middle}\n"
	".grid{stroke:var(--line);stroke-width:1}\n"
	".track{fill:var(--track)}\n"
	".interval{stroke:var(--interval);stroke-width:1.5;fill:none}\n"
	".band{fill:var(--trend);opacity:.18}\n"
	".span{stroke:var(--trend);stroke-width:6;opacity:.18}\n"
	".trend{fill:none;stroke:var(--trend);stroke-width:2.5;stroke-linejoin:round}\n"
	".dot{fill:var(--trend);stroke:var(--bg);stroke-width:1.5}\n"
#define COLOUR(name) "." name "{fill:var(--" name ");background:var(--" name ")}\n"
#define ON(name) ".chart .on-" name "{fill:var(--on-" name ");font-size:12px}\n"
	COLOUR("family1") COLOUR("family2") COLOUR("family3") COLOUR("family4") COLOUR(
		"family5") COLOUR("strength1") COLOUR("strength2") COLOUR("strength3") COLOUR("grade1")
		COLOUR("grade2") COLOUR("grade3") COLOUR("grade4") COLOUR("grade5") COLOUR(
			"verdict1") COLOUR("verdict2") COLOUR("verdict3") COLOUR("verdict4")
			COLOUR("share1") COLOUR("share-bad1") ON("strength1") ON("strength2") ON(
				"strength3") ON("grade1") ON("grade2") ON("grade3") ON("grade4")
				ON("grade5") "details{margin-top:6px;font-size:.85rem}\n"
					     "summary{cursor:pointer;color:var(--link);width:max-content;padding:2px 0}\n"
					     ".scroll{overflow-x:auto}\n"
					     "table{border-collapse:collapse;font-size:.85rem;min-width:50%;font-variant-numeric:tabular-nums}\n"
					     "th,td{padding:4px 12px 4px 0;text-align:left;border-bottom:1px solid var(--line);"
					     "font-weight:400;vertical-align:top}\n"
					     "thead th{color:var(--dim)}\n"
					     ".number{text-align:right}\n"
					     ".sql{margin:18px 0}\n"
					     "pre{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:10px 12px;"
					     "margin:6px 0;white-space:pre-wrap;overflow-wrap:anywhere;font-size:.78rem;line-height:1.45}\n"
					     "code{font-family:ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace}\n"
					     "@media print{body{font-size:11pt}main{max-width:none;padding:0}"
					     ".figure,.story,.tile{break-inside:avoid}h2{break-after:avoid}details,.query{display:none}"
					     ".chart.wide{display:block}.chart.narrow{display:none}"
					     "*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}\n"
					     "@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}\n"
					     ":target{scroll-margin-top:12px}\n";
