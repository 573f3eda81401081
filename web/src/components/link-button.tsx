/** A button that is a link: typed like the router's own links. */
import { Button, type ButtonProps, Menu, type MenuItemProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, Ref } from "react";

type Anchor = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "color" | "style"> & { ref?: Ref<HTMLAnchorElement> };

export const LinkButton = createLink((props: ButtonProps & Anchor) => <Button component="a" {...props} />);

export const LinkMenuItem = createLink((props: MenuItemProps & Anchor) => <Menu.Item component="a" {...props} />);
