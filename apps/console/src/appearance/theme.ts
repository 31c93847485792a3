import { theme, type ThemeConfig } from 'antd';
import type { Appearance } from './appearance.store';

const FONT = '-apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Segoe UI", Roboto, sans-serif';

/** Dense and calm; the blue is dark enough for small text on white (6.2:1). */
export function themeOf(appearance: Appearance): ThemeConfig {
  return {
    algorithm: appearance === 'dark' ? [theme.darkAlgorithm, theme.compactAlgorithm] : [theme.compactAlgorithm],
    token: {
      colorPrimary: '#0958d9', fontFamily: FONT, fontSize: 14, controlHeight: 32, borderRadius: 6, motion: false,
      ...(appearance === 'dark' ? { colorTextPlaceholder: '#9aa3ad', colorTextDescription: '#b3bac2' } : { colorTextPlaceholder: '#667079', colorTextDescription: '#555e66', colorTextDisabled: '#667079' }),
    },
  };
}
