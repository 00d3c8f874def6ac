"""Writes quantlib.json: prices and greeks of 200 options, calculated with QuantLib 1.38 (Debian: quantlib-python).

    python3 generate.py > quantlib.json

BlackCalculator prices a European option from its forward price. Theta is per year, vega per 1 of volatility.
"""

import json
import math
import random

import QuantLib as ql

draw = random.Random(37)
rows = []
for number in range(200):
    spot = round(draw.uniform(5, 7000), 2)
    is_future = number % 4 == 0
    rate = draw.choice([0, 0.02, 0.05, -0.005])
    terms = {
        "right": draw.choice("CP"),
        "spot": spot,
        "strike": round(spot * draw.uniform(0.6, 1.5), 1),
        "years": round(draw.uniform(0.002, 3), 4),
        "volatility": round(draw.uniform(0.05, 1.2), 3),
        "rate": rate,
        # The formula of Black 1976 for options on futures.
        "yield": rate if is_future else draw.choice([0, 0.01, 0.04]),
    }
    years = terms["years"]
    kind = ql.Option.Call if terms["right"] == "C" else ql.Option.Put
    calculator = ql.BlackCalculator(
        ql.PlainVanillaPayoff(kind, terms["strike"]),
        spot * math.exp((rate - terms["yield"]) * years),
        terms["volatility"] * math.sqrt(years),
        math.exp(-rate * years),
    )
    rows.append(
        terms
        | {
            "price": calculator.value(),
            "delta": calculator.delta(spot),
            "gamma": calculator.gamma(spot),
            "theta": calculator.theta(spot, years),
            "vega": calculator.vega(years),
        }
    )
print("[")
print(",\n".join(json.dumps(row) for row in rows))
print("]")
