"""How good a risk is: the figures by which the model and the simple rules are judged."""

from retention.glossary.entries import Entry

MODEL: dict[str, Entry] = {
    "auc": Entry(
        "Pairs right",
        "share",
        "pairs of a leaver and a stayer in the right order / all such pairs; ties count half",
        "AUC: of all pairs of a leaver and a stayer, the share put in the right order. 50% is "
        "chance, more is better.",
    ),
    "average_precision": Entry(
        "Right down the list",
        "share",
        "mean, over the leavers, of the share of leavers among those listed down to each",
        "Average precision: of those listed down to each leaver, the share that left, on average. "
        "More is better.",
    ),
    "lift_top10": Entry(
        "First tenth, × chance",
        "times",
        "share of leavers in the first tenth of the list / share of leavers among all",
        "Lift: how many times more leavers the first tenth of the list holds than a tenth picked "
        "by lot.",
    ),
    "value_top10": Entry(
        "Money in the first tenth",
        "share",
        "usual amount of the leavers in the first tenth by risk × value / that of all leavers",
        "Of what the leavers used to spend, the share held by the first tenth by risk × usual "
        "spend.",
    ),
    "log_loss": Entry(
        "Surprise",
        "number",
        "−mean of ln(probability given to what happened)",
        "Log-loss: how surprised the percentages were by what happened, being sure and wrong "
        "costing most. Less is better; 0.69 is a coin.",
    ),
    "brier": Entry(
        "Squared miss",
        "number",
        "mean of (risk − what happened)², 1 for leaving and 0 for staying",
        "Brier score: the miss of each percentage, squared, on average. Less is better; 0.25 is a "
        "coin.",
    ),
    "ece": Entry(
        "Percentages off by",
        "share",
        "mean of |said − happened| over ten groups of like risk, by their size",
        "ECE: how far, in ten groups of like risk, what was said lies from what happened. Less is "
        "better.",
    ),
    "ece_floor": Entry(
        "of it chance",
        "share",
        "the ECE that true percentages would have with so few customers, simulated",
        "The part of that which even true percentages would be off by, with so few customers.",
    ),
    "psi": Entry(
        "Drift in the newest check (PSI)",
        "number",
        "Σ (share now − share then) · ln(share now / share then) over ten groups of risk",
        "Population stability index: how far the customers judged differ, by their risks, from "
        "those learnt from. Under 0.1 is steady, over 0.25 is another crowd.",
    ),
}
