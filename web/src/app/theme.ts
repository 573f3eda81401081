/** Mantine's theme, made of the tokens in tokens.css. */
import {
  type CSSVariablesResolver,
  convertCssVariables,
  createTheme,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  defaultVariantColorsResolver,
  Drawer,
  localStorageColorSchemeManager,
  Modal,
  mergeMantineTheme,
  Tooltip,
  type VariantColorsResolver,
} from "@mantine/core";

const mint = [
  "#e3fdf7",
  "#c8f8ec",
  "#9df1dd",
  "#6eeacf",
  "#43e3c8",
  "#1fc9ae",
  "#0da890",
  "#099380",
  "#07806f",
  "#055f53",
] as const;

// Mantine's dark greys, from text to page: its inputs and lines are drawn with them.
const dark = [
  "#e9edf6",
  "#c9d0de",
  "#a7b0c4",
  "#8792a8",
  "#39435a",
  "#222939",
  "#141824",
  "#10131c",
  "#0c0f17",
  "#090b12",
] as const;

const variants: VariantColorsResolver = (input) => {
  const found = defaultVariantColorsResolver(input);
  const accent = input.variant === "filled" && (input.color ?? "mint") === "mint";
  return accent ? { ...found, color: "var(--on-accent)" } : found;
};

const dialog = {
  // Locking the scroll bar would put a style element into the page, which the server's policy refuses.
  lockScroll: false,
  closeButtonProps: { "aria-label": "Close" },
  // The page has one banner, its top bar.
  attributes: { header: { role: "presentation" } },
};

export const theme = createTheme({
  colors: { mint, dark },
  variantColorResolver: variants,
  primaryColor: "mint",
  primaryShade: { light: 8, dark: 4 },
  fontFamily: "var(--font)",
  fontFamilyMonospace: "var(--mono)",
  fontSizes: { xs: "var(--text-1)", sm: "var(--text-2)", md: "var(--text-3)", lg: "var(--text-4)", xl: "var(--text-5)" },
  spacing: { xs: "var(--s2)", sm: "var(--s3)", md: "var(--s4)", lg: "var(--s5)", xl: "var(--s6)" },
  radius: { xs: "4px", sm: "var(--round-1)", md: "var(--round-1)", lg: "var(--round-2)", xl: "var(--round-3)" },
  defaultRadius: "sm",
  respectReducedMotion: true,
  cursorType: "pointer",
  components: {
    Modal: Modal.extend({ defaultProps: { ...dialog, centered: true } }),
    Drawer: Drawer.extend({ defaultProps: dialog }),
    Tooltip: Tooltip.extend({ defaultProps: { withArrow: true, openDelay: 250, multiline: true, maw: 360 } }),
  },
});

const fromTokens = {
  "--mantine-color-body": "var(--surface)",
  "--mantine-color-text": "var(--text)",
  "--mantine-color-bright": "var(--text)",
  "--mantine-color-dimmed": "var(--muted)",
  "--mantine-color-placeholder": "var(--faint)",
  "--mantine-color-anchor": "var(--accent-text)",
  "--mantine-color-default": "var(--raised)",
  "--mantine-color-default-hover": "var(--hover)",
  "--mantine-color-default-color": "var(--text)",
  "--mantine-color-default-border": "var(--line-strong)",
  "--mantine-color-disabled": "var(--sunken)",
  "--mantine-color-disabled-color": "var(--faint)",
  "--mantine-color-disabled-border": "var(--line)",
  "--mantine-color-error": "var(--fail)",
  "--mantine-color-mint-text": "var(--accent-text)",
  "--mantine-color-red-text": "var(--fail)",
};

const resolver: CSSVariablesResolver = (merged) => {
  const found = defaultCssVariablesResolver(merged);
  return {
    variables: { ...found.variables, "--mantine-line-height": "1.5" },
    dark: { ...found.dark, ...fromTokens },
    light: { ...found.light, ...fromTokens },
  };
};

/** Hand Mantine's variables to the page as a constructed sheet: needs no inline style element. */
export function adoptThemeVariables(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(convertCssVariables(resolver(mergeMantineTheme(DEFAULT_THEME, theme)), ":root"));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

export const schemeManager = localStorageColorSchemeManager({ key: "benchwright-scheme" });
