/* SPDX-License-Identifier: MIT
 *
 * htmlstyle: how pages look. Colours are in pairs of a contrast of at least
 * 4.5, in light and in dark.
 */
#ifndef BIF_RENDER_HTMLSTYLE_H
#define BIF_RENDER_HTMLSTYLE_H

extern const char htmlstyle[];

#endif
