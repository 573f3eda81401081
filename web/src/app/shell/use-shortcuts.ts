/** Keys that work on every page: `g` and a letter goes to a page, `?` shows the list, `/` goes to the filter. */
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { PLACES } from "@/components/places";

const WAIT_MS = 1200;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

export function useShortcuts({ onHelp }: { onHelp: () => void }): void {
  const navigate = useNavigate();
  useEffect(() => {
    let pressedG = 0;
    function onKey(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === "?") onHelp();
      if (event.key === "/") focusFilter(event);
      const place = event.timeStamp - pressedG < WAIT_MS && PLACES.find((one) => one.key === event.key);
      if (place) void navigate({ to: place.to });
      pressedG = event.key === "g" ? event.timeStamp : 0;
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [navigate, onHelp]);
}

function focusFilter(event: KeyboardEvent): void {
  const field = document.querySelector<HTMLInputElement>("[data-filter-field]");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
}
