/** Keys of the player, for as long as nobody types. */
export class Keys {
  #actions;
  #watching;

  /** @param actions what each key does; one that returns false leaves the key to the browser */
  constructor(actions, watching) {
    this.#actions = actions;
    this.#watching = watching;
    window.addEventListener('keydown', (event) => this.#press(event));
  }

  #press(event) {
    const { key, target, ctrlKey, metaKey, altKey, isComposing } = event;
    const action = this.#actions[key.length === 1 ? key.toLowerCase() : key];
    const typed = target.closest?.('input, textarea, select');
    // which presses what has the focus
    const pressed = key === ' ' && target.closest?.('button, a');
    const taken = ctrlKey || metaKey || altKey || isComposing || event.defaultPrevented || typed || pressed;
    if (action && !taken && this.#watching.channel && action() !== false) {
      event.preventDefault();
    }
  }
}
