#pragma once

constexpr int parts_per_box = 12;
