"use strict";

// Tables: a heading sorts by its column, numbers by value, and once more the other way round.
{
  const value = (row, column) => {
    const text = row.cells[column].textContent.trim().replaceAll(",", "").replace("\u2212", "-");
    const number = Number.parseFloat(text);
    return Number.isNaN(number) ? text : number;
  };
  // What is no number, a name or a missing value, comes after all numbers.
  const compare = (a, b) => {
    const numbers = [a, b].map((one) => typeof one === "number");
    if (numbers[0] && numbers[1]) return a - b;
    return numbers[1] - numbers[0] || String(a).localeCompare(String(b));
  };

  const sort = (table, heading) => {
    const falling = heading.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
    const rows = [...table.tBodies[0].rows];
    const column = heading.cellIndex;
    rows.sort((a, b) => compare(value(a, column), value(b, column)) * (falling ? -1 : 1));
    table.tBodies[0].append(...rows);
  };

  for (const table of document.querySelectorAll("table.sortable")) {
    for (const heading of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = heading.textContent;
      button.addEventListener("click", () => sort(table, heading));
      heading.replaceChildren(button);
    }
  }
}

// One split and one kind of classifier at a time, as chosen in a bar that stays in sight.
const shown = {};
{
  const place = document.getElementById("choose");
  const show = (changed) => {
    for (const [name, value] of Object.entries(shown)) {
      for (const one of document.querySelectorAll(`[data-${name}]`)) {
        one.hidden = one.dataset[name] !== value;
      }
    }
    if (changed === "split") document.dispatchEvent(new Event("split"));
  };

  const offer = (name, title) => {
    const values = [...document.querySelectorAll(`[data-${name}]`)].map((one) => one.dataset[name]);
    const different = [...new Set(values)];
    shown[name] = different[0];
    if (different.length < 2) return;
    const fieldset = document.createElement("fieldset");
    const legend = document.createElement("legend");
    legend.append(title);
    fieldset.append(legend);
    for (const value of different) {
      const input = document.createElement("input");
      Object.assign(input, { type: "radio", name, value, checked: value === shown[name] });
      input.addEventListener("change", () => {
        shown[name] = value;
        show(name);
      });
      const label = document.createElement("label");
      label.append(input, value);
      fieldset.append(label);
    }
    place.append(fieldset);
  };

  offer("split", "split");
  offer("kind", "classifier");
  show();

  // On paper all is shown, and nothing is folded.
  let folded = [];
  addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("[data-split], [data-kind], [data-arm]")) one.hidden = false;
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const one of folded) one.open = true;
  });
  addEventListener("afterprint", () => {
    show();
    for (const one of folded) one.open = false;
  });
}

// Confusion matrices of the arms that the reader chooses.
for (const holder of document.querySelectorAll("[data-arms]")) {
  const matrices = [...holder.querySelectorAll("[data-arm]")];
  const controls = document.createElement("fieldset");
  controls.className = "arms";
  controls.setAttribute("aria-label", holder.dataset.arms);
  const show = () => {
    const chosen = [...controls.querySelectorAll("input")].map((one) => one.checked);
    matrices.forEach((matrix, place) => (matrix.hidden = !chosen[place]));
  };
  for (const matrix of matrices) {
    const input = document.createElement("input");
    input.type = "checkbox";
    input.checked = "first" in matrix.dataset;
    input.addEventListener("change", show);
    const label = document.createElement("label");
    label.append(input, " ", matrix.dataset.arm);
    controls.append(label);
  }
  holder.before(controls);
  show();
  addEventListener("afterprint", show);
}

// Tables with a column for each arm: one of them alone, or all.
{
  const ALL = -1;
  const FIRST = 3; // after record, class and beats

  const show = (table, chosen) => {
    for (const row of table.rows) {
      for (const cell of [...row.cells].slice(FIRST)) {
        cell.hidden = chosen !== ALL && cell.cellIndex !== chosen;
      }
    }
  };

  for (const table of document.querySelectorAll("table.by-arm")) {
    const select = document.createElement("select");
    // Each split has such a table.
    const caption = document.getElementById(table.getAttribute("aria-labelledby"));
    select.setAttribute("aria-label", `arm: ${caption.textContent}`);
    select.append(new Option("all arms", ALL));
    for (const heading of [...table.tHead.rows[0].cells].slice(FIRST)) {
      select.append(new Option(heading.textContent, heading.cellIndex));
    }
    const update = () => show(table, Number(select.value));
    select.addEventListener("change", update);
    addEventListener("beforeprint", () => show(table, ALL));
    addEventListener("afterprint", update);
    const label = document.createElement("label");
    label.append("arm ", select);
    const controls = document.createElement("div");
    controls.className = "controls";
    controls.append(label);
    caption.before(controls);
  }
}

// The beat explorer.
{
  const REAL = "#0072b2";
  const SYNTHETIC = "#d55e00";
  const holder = document.getElementById("explorer-data");
  const splits = holder ? JSON.parse(holder.textContent) : {};
  const find = (name) => document.getElementById(`explorer-${name}`);

  const unpack = ({ rows, step, data }) => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const numbers = new Int16Array(bytes.buffer);
    const length = numbers.length / rows;
    return Array.from({ length: rows }, (_, row) =>
      Array.from(numbers.subarray(row * length, (row + 1) * length), (one) => one * step),
    );
  };

  const fill = (select, values) => {
    const before = select.value || select.dataset.first;
    select.replaceChildren(...values.map((text) => new Option(text, text)));
    if (values.map(String).includes(before)) select.value = before;
  };
  const unique = (values) => [...new Set(values)];

  // Test beds that train nothing have no GANs of their own: their classifiers are those of interpatient.
  const source = () => (shown.split in splits ? shown.split : "interpatient");

  const choose = () => {
    let { gans } = splits[source()];
    for (const name of ["class", "model", "seed"]) {
      fill(find(name), unique(gans.map((gan) => gan[name])));
      gans = gans.filter((gan) => String(gan[name]) === find(name).value);
    }
    return gans[0];
  };

  // Many beats as one line, broken between them.
  const join = (beats, times) => ({
    x: beats.flatMap(() => [...times, null]),
    y: beats.flatMap((beat) => [...beat, null]),
  });

  const SETTINGS = { displayModeBar: false, responsive: true };
  const grid = (line) => ({ gridcolor: line, zerolinecolor: line, linecolor: line });
  const frame = (ink) => ({
    margin: { l: 65, r: 10, t: 10, b: 45 },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { color: ink },
    legend: { orientation: "h", y: 1.02, yanchor: "bottom" },
  });

  // Places of the two panels of a GAN's training.
  const NARROW = 600;
  const SIDE_BY_SIDE = {
    left: { x: { domain: [0, 0.56] }, y: {} },
    right: { x: { domain: [0.68, 1], anchor: "y2" }, y: { anchor: "x2" } },
  };
  const ONE_UNDER_ANOTHER = {
    left: { x: {}, y: { domain: [0.62, 1] } },
    right: { x: { anchor: "y2" }, y: { anchor: "x2", domain: [0, 0.38] } },
  };

  const drawTraining = (gan, epoch, ink, line) => {
    const epochs = Object.keys(gan.milestones);
    const marks = Object.values(gan.milestones);
    const lines = [{ color: REAL }, { color: SYNTHETIC, dash: "dot" }];
    const losses = unpack(gan.losses).map((loss, number) => ({
      name: gan.loss_columns[number],
      x: gan.steps,
      y: loss,
      mode: "lines",
      line: lines[number % lines.length],
    }));
    const shownHere = (one) => (one === epoch ? 13 : 8);
    const chosenHere = (one) => (Number(one) === gan.chosen ? "diamond" : "circle");
    const symbols = { size: epochs.map(shownHere), symbol: epochs.map(chosenHere) };
    const axis = grid(line);
    const places = find("training").clientWidth < NARROW ? ONE_UNDER_ANOTHER : SIDE_BY_SIDE;
    const lossTitle = gan.loss.replace(" (", "<br>(");
    Plotly.react(
      find("training"),
      [
        ...losses,
        {
          name: "checkpoints (diamond: selected, large: shown)",
          x: epochs,
          y: marks.map((one) => one.mmd2),
          mode: "lines+markers",
          marker: { ...symbols, color: REAL },
          line: { color: REAL },
          xaxis: "x2",
          yaxis: "y2",
        },
      ],
      {
        ...frame(ink),
        shapes: [
          {
            type: "line",
            x0: gan.milestones[gan.chosen].step,
            x1: gan.milestones[gan.chosen].step,
            yref: "paper",
            y0: 0,
            y1: 1,
            line: { color: ink, dash: "dashdot" },
          },
          {
            type: "line",
            xref: "x2 domain",
            x0: 0,
            x1: 1,
            yref: "y2",
            y0: gan.floor,
            y1: gan.floor,
            line: { color: ink, dash: "dot" },
          },
        ],
        xaxis: { ...axis, ...places.left.x, title: { text: "training step" } },
        yaxis: { ...axis, ...places.left.y, title: { text: lossTitle, font: { size: 11 } } },
        xaxis2: { ...axis, ...places.right.x, title: { text: "checkpoint (epoch)" } },
        yaxis2: { ...axis, ...places.right.y, title: { text: "MMD²" } },
      },
      SETTINGS,
    );
    const text =
      `Losses over the training steps; MMD² by checkpoint: ` +
      epochs.map((one, number) => `epoch ${one} ${marks[number].mmd2.toFixed(4)}`).join(", ") +
      `; floor ${gan.floor.toFixed(4)}.`;
    find("training").setAttribute("aria-label", text);
  };

  const draw = (toChosen) => {
    const there = source() in splits;
    for (const name of ["view", "history"]) find(name).hidden = !there;
    if (!there) return;
    const gan = choose();
    const { milliseconds, unit, real } = splits[source()];
    const epochs = Object.keys(gan.milestones);
    const slider = find("checkpoint");
    slider.max = epochs.length - 1;
    if (toChosen) slider.value = epochs.indexOf(String(gan.chosen));
    const epoch = epochs[slider.value];
    const { beats, nearest, distance } = gan.milestones[epoch];
    fill(find("beat"), distance.map((_, number) => number + 1));
    const row = find("beat").value - 1;
    const made = unpack(beats);

    const mark = Number(epoch) === gan.chosen ? ", the selected one" : "";
    slider.setAttribute("aria-valuetext", `epoch ${epoch}${mark}`);
    const text =
      `${source()}, class ${gan.class}, GAN ${gan.model}, seed ${gan.seed}, epoch ${epoch}${mark}. ` +
      `Distance of synthetic beat ${row + 1} to the nearest training beat: ${distance[row]}.`;
    find("status").textContent = text;
    find("plot").setAttribute("aria-label", text);

    const style = getComputedStyle(document.documentElement);
    const [ink, line] = ["--ink", "--line"].map((name) => style.getPropertyValue(name));
    drawTraining(gan, epoch, ink, line);
    const axis = grid(line);
    const trace = (name, shown, extra) => ({ name, ...shown, mode: "lines", ...extra });
    Plotly.react(
      find("plot"),
      [
        trace("training beats", join(unpack(real[gan.class]), milliseconds), {
          line: { color: REAL, width: 0.8 },
        }),
        trace("synthetic beats", join(made, milliseconds), {
          line: { color: SYNTHETIC, width: 0.8 },
        }),
        trace(`synthetic beat ${row + 1}`, join([made[row]], milliseconds), {
          line: { color: SYNTHETIC, width: 3 },
        }),
        trace("its nearest training beat", join([unpack(nearest)[row]], milliseconds), {
          line: { color: REAL, width: 3, dash: "dash" },
        }),
      ],
      {
        ...frame(ink),
        xaxis: { ...axis, title: { text: "time from the R peak (ms)" } },
        yaxis: { ...axis, title: { text: `amplitude (${unit})` } },
      },
      SETTINGS,
    );
  };

  // The library of the charts, which would be half of the page if it were not compressed.
  const load = async () => {
    const packed = document.getElementById("charts").textContent;
    const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const script = document.createElement("script");
    script.textContent = await new Response(stream).text();
    document.head.append(script);
  };

  const start = () => {
    draw(true);
    document.addEventListener("split", () => draw(true));
    for (const name of ["class", "model", "seed"]) {
      find(name).addEventListener("change", () => draw(true));
    }
    find("checkpoint").addEventListener("input", () => draw(false));
    find("beat").addEventListener("change", () => draw(false));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => draw(false));
    const resize = (size) => {
      for (const name of ["plot", "training"]) Plotly.relayout(find(name), size);
    };
    addEventListener("beforeprint", () => resize({ width: 900 }));
    addEventListener("afterprint", () => resize({ width: null, autosize: true }));
  };

  const explain = (error) => {
    find("view").hidden = false;
    find("status").textContent = `This browser cannot draw the beats: ${error.message}`;
  };

  if (holder) load().then(start).catch(explain);
}
