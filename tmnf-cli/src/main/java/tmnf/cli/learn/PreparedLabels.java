package tmnf.cli.learn;

import java.util.List;

import tmnf.pretrain.label.CloningExport;
import tmnf.pretrain.label.ManifestProblem;

/**
 * Labels of an export, and what there is to tell of them.
 *
 * @param problems of manifests
 */
record PreparedLabels(CloningExport export, List<ManifestProblem> problems) {

    int withoutAction() {
        return export.train().withoutAction() + export.validation().withoutAction();
    }

    int withoutFloats() {
        return export.train().withoutFloats() + export.validation().withoutFloats();
    }
}
