package io.battdat.spark.catalog;

import io.battdat.BattdatException;
import io.battdat.spark.index.IndexProcedure;
import java.util.List;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.ProcedureCatalog;
import org.apache.spark.sql.connector.catalog.procedures.UnboundProcedure;

/**
 * {@link BattdatCatalog} with procedures, for Spark 4.0 and later: {@code CALL lab.system.index()} indexes the archive.
 *
 * <p>Spark 3.5 has no procedures and cannot load this class; name the other one there.
 */
public final class BattdatProcedureCatalog extends BattdatCatalog implements ProcedureCatalog {
    private static final String NAMESPACE = "system";

    /** For Spark, which calls {@link #initialize} next. */
    public BattdatProcedureCatalog() {}

    @Override
    public UnboundProcedure loadProcedure(Identifier procedure) {
        if (isSystem(procedure.namespace()) && procedure.name().equalsIgnoreCase(IndexProcedure.NAME)) {
            return new IndexProcedure(
                    conf().warehouse(),
                    CatalogConf.DEFAULT_FILES,
                    conf().options().asCaseSensitiveMap());
        }
        throw new BattdatException("there is no procedure " + procedure + " in catalog " + name() + "; there is "
                + NAMESPACE + "." + IndexProcedure.NAME);
    }

    @Override
    public Identifier[] listProcedures(String[] namespace) {
        return isSystem(namespace)
                ? new Identifier[] {Identifier.of(namespace, IndexProcedure.NAME)}
                : new Identifier[0];
    }

    private static boolean isSystem(String[] namespace) {
        return List.of(namespace).equals(List.of(NAMESPACE));
    }
}
