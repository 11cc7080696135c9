"""The head that reads Hangul off the frozen backbone's two taps."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from bot.reading.jamo import CLASSES
from tools.hangul.features import MIDDLE, TOP


class Head(nn.Module):  # type: ignore[misc]  # types are checked without torch
    """Two taps → log-odds of the classes of `bot.reading.jamo`, one step for every 4 pixels of the strip.

    Convolutions fold the rows of the taps into one and halve the columns; two recurrent layers look along the line;
    each of their steps tells two.
    """

    def __init__(self, width: int = 256, memory: int = 160, dropout: float = 0.1) -> None:
        """Build it.

        Args:
            width: channels of the convolutions.
            memory: units of a recurrent layer in each direction.
            dropout: share of the values left out in training.
        """
        super().__init__()
        self.middle = nn.Conv2d(MIDDLE[0], 96, (2, 3), stride=(2, 1), padding=(0, 1))
        self.top = nn.Conv2d(TOP[0], width - 96, 1)
        self.fold = nn.Conv2d(width, width, (3, 4), stride=(1, 2), padding=(0, 1))
        self.along = nn.Conv1d(width, width, 5, padding=2)
        self.norms = nn.ModuleList([nn.BatchNorm2d(width), nn.BatchNorm1d(width), nn.BatchNorm1d(width)])
        self.dropout = nn.Dropout(dropout)
        self.memory = nn.GRU(width, memory, 2, batch_first=True, bidirectional=True, dropout=dropout)
        self.out = nn.Linear(2 * memory, 2 * CLASSES)

    def forward(self, middle: Tensor, top: Tensor) -> Tensor:
        """Read.

        Args:
            middle: batch × 192 × 6 × columns; the columns are even.
            top: batch × 384 × 3 × columns.

        Returns:
            Batch × columns × classes, log-odds.
        """
        act = nn.functional.gelu
        both = act(self.norms[0](torch.cat([self.middle(middle), self.top(top)], dim=1)))
        line = act(self.norms[1](self.fold(both).squeeze(2)))
        line = self.dropout(line + act(self.norms[2](self.along(line))))
        steps, _ = self.memory(line.transpose(1, 2))
        odds = self.out(self.dropout(steps))
        return odds.reshape(odds.shape[0], -1, CLASSES)
