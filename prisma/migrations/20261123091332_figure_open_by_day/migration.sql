-- CreateIndex
CREATE INDEX "figure_open_generation_opened_on_idx" ON "figure_open"("generation", "opened_on");

-- CreateIndex
CREATE INDEX "figure_open_generation_routed_on_idx" ON "figure_open"("generation", "routed_on");

-- CreateIndex
CREATE INDEX "figure_open_generation_promised_on_idx" ON "figure_open"("generation", "promised_on");
