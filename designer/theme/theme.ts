import { createTheme, type MantineColorsTuple } from '@mantine/core';

const indigo: MantineColorsTuple = ['#F1F4FF', '#E0E7FF', '#C7D2FE', '#A5B4FC', '#818CF8', '#6366F1', '#4F46E5', '#4338CA', '#3730A3', '#312E81'];
const slate: MantineColorsTuple = ['#F8FAFC', '#F1F5F9', '#E2E8F0', '#CBD5E1', '#94A3B8', '#64748B', '#475569', '#334155', '#1E293B', '#0F172A'];
const night: MantineColorsTuple = ['#E8EDF4', '#AEBBCD', '#94A3B8', '#62738D', '#3A4860', '#1A2436', '#0F172A', '#0B1220', '#0B1220', '#0B1220'];
const red: MantineColorsTuple = ['#FEF6F6', '#FEE2E2', '#FECACA', '#FCA5A5', '#F87171', '#EF4444', '#DC2626', '#B91C1C', '#991B1B', '#7F1D1D'];

/** Mantine speaks our tokens: its colours, radii and heights follow the screens. */
export const theme = createTheme({
  colors: { indigo, gray: slate, dark: night, red },
  primaryColor: 'indigo',
  primaryShade: { light: 6, dark: 4 },
  black: '#0F172A',
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  defaultRadius: 6,
  cursorType: 'pointer',
  focusRing: 'auto',
  components: {
    Button: { defaultProps: { size: 'sm', variant: 'default' } },
    Modal: { defaultProps: { radius: 12, centered: true, overlayProps: { color: 'var(--veil)', backgroundOpacity: 1 } } },
    Tooltip: { defaultProps: { openDelay: 200, events: { hover: true, focus: true, touch: false } } },
    Menu: { defaultProps: { radius: 8, shadow: 'md' } },
    Select: { defaultProps: { checkIconPosition: 'right' } },
  },
});
