// The list beneath the search box, by the ARIA pattern of a combobox with a list: the focus stays in the box, the arrow
// keys move through the options.

/** Options under an input. `root` holds `[role=listbox]` with groups, each with a list of its own. */
export class Results {
  #input;
  #list;
  #active = null;

  constructor(input, list) {
    this.#input = input;
    this.#list = list;
    input.addEventListener("keydown", (event) => this.#press(event));
    list.addEventListener("pointermove", (event) => {
      const option = event.target.closest("[role=option]");
      if (option && event.pointerType === "mouse") this.#point(option, false);
    });
  }

  get options() {
    return [...this.#list.querySelectorAll("[role=option]")];
  }

  /** Put links into a group; an empty one is hidden. */
  fill(group, links) {
    for (const link of links) {
      link.setAttribute("role", "option");
      link.setAttribute("aria-selected", "false");
      link.tabIndex = -1;
    }
    group.querySelector("div").replaceChildren(...links);
    group.hidden = !links.length;
    this.options.forEach((option, index) => {
      option.id = `search-option-${index}`;
    });
    if (!this.#active?.isConnected) this.#point(null);
    this.#open(this.options.length > 0);
  }

  close() {
    this.#point(null);
    this.#open(false);
  }

  #open(isOpen) {
    this.#list.hidden = !isOpen;
    this.#input.setAttribute("aria-expanded", String(isOpen));
  }

  #point(option, isMoved = true) {
    this.#active?.setAttribute("aria-selected", "false");
    this.#active = option;
    if (!option) {
      this.#input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    this.#input.setAttribute("aria-activedescendant", option.id);
    if (isMoved) option.scrollIntoView({ block: "nearest" });
  }

  #press(event) {
    // While a syllable is being put together, keys belong to the input method.
    if (event.isComposing) return;
    const { options } = this;
    const at = options.indexOf(this.#active);
    const go = { ArrowDown: at + 1, ArrowUp: at < 0 ? options.length - 1 : at - 1 }[event.key];
    if (go !== undefined && options.length && !this.#list.hidden) {
      event.preventDefault();
      // Past the ends lies the box itself, where no option is chosen.
      this.#point(options[go] || null);
    } else if (event.key === "Enter" && this.#active) {
      event.preventDefault();
      this.#active.click();
    }
  }
}
