/* SPDX-License-Identifier: MIT
 *
 * html_style: how pages look. Colours are in pairs of a contrast of at least
 * 4.5, in light and in dark.
 */
#ifndef BIF_RENDER_FORMAT_HTML_STYLE_H
#define BIF_RENDER_FORMAT_HTML_STYLE_H

extern const char htmlstyle[];

#endif
