"""Tests of the facts: classes, catalogue, frozen samples, personal marks, texts and money."""
